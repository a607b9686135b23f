// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { serveHub, type Serving } from './index.ts'

let serving: Serving
let cookie = ''
const logged: unknown[] = []

beforeAll(async () => {
  serving = await serveHub({
    database: { kind: 'memory' },
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL('http://hub.example'),
    limits: DEFAULT_LIMITS,
    maxUpload: 100_000,
    version: '0.0.0',
    now: () => new Date(),
    newLink: false,
    log: (line) => logged.push(line),
  })
}, 60_000)
afterAll(() => serving.close())

async function ask(
  method: string,
  path: string,
  body?: string | object,
): Promise<{ readonly status: number; readonly said: Record<string, unknown> }> {
  const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
    method,
    headers: {
      ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
      ...(cookie === '' ? {} : { cookie, origin: 'http://hub.example' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const set = response.headers.get('set-cookie')
  if (set !== null) cookie = set.split(';')[0] ?? ''
  const text = await response.text()
  return {
    status: response.status,
    said: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}

const SBOM = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  components: [{ type: 'library', name: 'brook', version: '1.0.0', purl: 'pkg:npm/brook@1.0.0' }],
})

it('lets the first administrator in once, and goes from a product to its components', async () => {
  expect((await ask('GET', '/api/v1/me')).status).toBe(401)
  const link = serving.link?.split('#')[1]
  expect((await ask('POST', '/api/v1/sessions', { link })).status).toBe(204)
  const mine = cookie
  cookie = ''
  expect((await ask('POST', '/api/v1/sessions', { link })).status).toBe(401)
  cookie = mine

  const product = await ask('POST', '/api/v1/products', { name: 'Lantern' })
  expect(product.status).toBe(201)
  expect((await ask('POST', '/api/v1/products', { name: 'Lantern' })).said).toMatchObject({
    code: 'conflict',
  })
  const release = await ask('POST', '/api/v1/releases', {
    product: product.said['id'],
    name: '1.0',
  })
  const path = `/api/v1/releases/${String(release.said['id'])}`
  const upload = `${path}/documents?fileName=${encodeURIComponent('../../x.cdx.json')}`
  expect((await ask('POST', upload, SBOM)).status).toBe(201)
  expect((await ask('POST', upload, SBOM)).said).toMatchObject({ isNew: false })
  expect((await ask('POST', upload, '{}')).said).toMatchObject({ code: 'unreadable-document' })
  expect((await ask('POST', upload, `"${'x'.repeat(100_001)}"`)).said).toMatchObject({
    code: 'too-large',
  })

  await expect
    .poll(async () => (await ask('GET', path)).said['state'], { timeout: 20_000 })
    .toBe('judged')
  const components = await ask('GET', `${path}/components`)
  expect(components.said['items']).toMatchObject([{ name: 'brook', version: '1.0.0' }])
  expect((await ask('GET', '/api/v1/search?q=brook')).said['items']).toHaveLength(1)
  for (const page of [
    'today',
    'portfolio',
    'findings',
    'releases',
    'people',
    'tokens',
    'audit',
    'health',
  ]) {
    expect((await ask('GET', `/api/v1/${page}`)).status, page).toBe(200)
  }
  expect((await ask('GET', '/api/v1/releases/00000000-0000-7000-8000-000000000000')).status).toBe(
    404,
  )
  expect(logged).toEqual([])
}, 60_000)
