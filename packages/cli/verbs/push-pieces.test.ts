// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { serveHub, type Serving } from '@headwater/hub/serve'
import { run } from '../run.ts'

const PUBLIC_URL = 'http://hub.example'
let serving: Serving
let flaky: Server
/** After how many bytes each next connection is cut; none left: never. */
const cuts: number[] = []
const file = join(mkdtempSync(join(tmpdir(), 'push-')), 'large.cdx.json')

beforeAll(async () => {
  const components = Array.from({ length: 20 }, (_, index) => ({
    type: 'library',
    name: `brook-${index}`,
    version: '1.0.0',
    description: 'x'.repeat(1_000_000),
  }))
  writeFileSync(
    file,
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }),
  )
  serving = await serveHub({
    database: { kind: 'memory' },
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL(PUBLIC_URL),
    limits: DEFAULT_LIMITS,
    maxUpload: 50_000_000,
    version: '0.0.0',
    now: () => new Date(),
    newLink: false,
    log: () => undefined,
  })
  flaky = createServer((socket) => {
    const cut = cuts.shift() ?? Number.POSITIVE_INFINITY
    const onwards = connect(serving.port, '127.0.0.1')
    let passed = 0
    socket.on('data', (part) => {
      passed += part.length
      if (passed > cut) {
        onwards.destroy()
        socket.destroy()
      } else onwards.write(part)
    })
    onwards.on('data', (part) => socket.write(part))
    for (const [one, other] of [
      [socket, onwards],
      [onwards, socket],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve))
}, 60_000)
afterAll(async () => {
  flaky.close()
  await serving.close()
})

it('goes on where a connection broke, and says what became of the document', async () => {
  const { release, token } = await givenRelease()
  const hub = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`
  const push = async (): Promise<readonly [number, string]> => {
    let text = ''
    const io = {
      out: (said: string) => void (text += said),
      err: (said: string) => void (text += said),
      colouredOut: false,
      colouredErr: false,
      interactive: false,
      now: () => new Date(0),
      env: { HEADWATER_TOKEN: token },
    }
    return [await run(['push', '--hub', hub, '--release', release, file], io), text]
  }
  cuts.push(1_000_000, 9_000_000, 3_000_000)
  expect(await push()).toEqual([0, `${file}: now in the lane build\n`])
  expect(cuts).toEqual([])
  expect(await push()).toEqual([0, `${file}: was in the lane build already\n`])
}, 120_000)

async function givenRelease(): Promise<{ readonly release: string; readonly token: string }> {
  let cookie = ''
  const ask = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`http://127.0.0.1:${serving.port}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: PUBLIC_URL },
      body: JSON.stringify(body),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const text = await response.text()
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
  await ask('/sessions', { link: serving.link?.split('#')[1] })
  const product = await ask('/products', { name: 'Lantern' })
  const release = await ask('/releases', { product: product['id'], name: '1.0' })
  const token = await ask('/tokens', { name: 'CI', scopes: ['read', 'upload'], days: 1 })
  return { release: String(release['id']), token: String(token['secret']) }
}
