// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { serveHub } from '@headwater/hub/serve'
import type { Database } from '@headwater/store/open'

const root = join(import.meta.dirname, '..', '..')
const sample = join(root, 'samples', 'lantern')

/** A hub with the pages as `npm run build` makes them and one judged release behind them. */
export interface Pages {
  readonly origin: string
  /** Of the first administrator's session, `name=value`. */
  readonly cookie: string
  /** What is opened, and a text that only stands there once the API has answered. */
  readonly views: readonly {
    readonly title: string
    readonly path: string
    readonly shows: string
  }[]
  close(): Promise<void>
}

export async function openPages(database: Database): Promise<Pages> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const serving = await serveHub({
    database,
    host: '127.0.0.1',
    port,
    publicUrl: new URL(origin),
    limits: DEFAULT_LIMITS,
    maxUpload: 100_000_000,
    version: '0.0.0',
    now: () => new Date(),
    newLink: true,
    pages: join(root, 'packages', 'web', 'dist'),
    log: () => undefined,
  })
  const cookie = await enter(origin, serving.link ?? '')
  const ask = askWith(origin, cookie)
  const feed = await ask('POST', '/feeds', { name: 'Sample', kind: 'cve' })
  const advisory = readFileSync(join(sample, 'advisories', FLAW))
  await ask('POST', `/feeds/${feed.id}/file?fileName=${FLAW}`, advisory)
  const product = await ask('POST', '/products', { name: 'Lantern', description: '' })
  const release = await ask('POST', '/releases', { product: product.id, name: '1.4.0' })
  const documents = join(sample, 'sbom', 'full')
  for (const name of readdirSync(documents).filter((each) => each.endsWith('.spdx.json'))) {
    const path = `/releases/${release.id}/documents?fileName=${name}`
    await ask('POST', path, readFileSync(join(documents, name)))
  }
  await judged(() => ask('GET', `/releases/${release.id}`))
  return {
    origin,
    cookie,
    views: [
      { title: 'Today', path: '/', shows: 'All products, now' },
      { title: 'Portfolio', path: '/portfolio', shows: 'Lantern' },
      { title: 'a release', path: `/releases/${release.id}`, shows: 'Lantern 1.4.0' },
    ],
    close: () => serving.close(),
  }
}

/** The record of {@link sample} that its build contains. */
const FLAW = 'CVE-1900-0001.json'

interface Said {
  readonly id: string
  readonly state?: string
}

async function enter(origin: string, link: string): Promise<string> {
  const signedIn = await fetch(`${origin}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ link: link.split('#')[1] }),
  })
  return signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
}

function askWith(origin: string, cookie: string) {
  return async (method: string, path: string, body?: object): Promise<Said> => {
    const isBytes = body instanceof Uint8Array
    const type = isBytes ? 'application/octet-stream' : 'application/json'
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { cookie, origin, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
    return (text.startsWith('{') ? JSON.parse(text) : {}) as Said
  }
}

async function judged(look: () => Promise<Said>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await look()).state === 'judged') return
    await new Promise((resume) => setTimeout(resume, 200))
  }
  throw new Error('the release was not judged')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
