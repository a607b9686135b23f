// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run } from '../run.ts'

let server: Server
let hub = ''
const seen: string[] = []
const file = join(mkdtempSync(join(tmpdir(), 'push-')), 'app.cdx.json')

beforeAll(async () => {
  writeFileSync(file, '{"bomFormat":"CycloneDX"}')
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`)
      const isBad = request.url?.includes('/bad/') === true
      response.writeHead(isBad ? 422 : 201, {
        'content-type': isBad ? 'application/problem+json' : 'application/json',
      })
      response.end(
        isBad
          ? '{"title":"The document cannot be read","hint":"look","faults":[{"at":"line 1","message":"no"}]}'
          : '{"lane":"build","isNew":true}',
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function push(
  release: string,
  env: Record<string, string>,
): Promise<readonly [number, string]> {
  let text = ''
  const io = {
    out: (said: string) => void (text += said),
    err: (said: string) => void (text += said),
    colouredOut: false,
    colouredErr: false,
    interactive: false,
    now: () => new Date(0),
    env,
  }
  return [await run(['push', '--hub', hub, '--release', release, file], io), text]
}

it('sends a document with the token of the environment', async () => {
  const [code, text] = await push('r1', { HEADWATER_TOKEN: 'hw_token_x' })
  expect([code, text]).toEqual([0, `${file}: now in the lane build\n`])
  expect(seen).toEqual([
    'POST /api/v1/releases/r1/documents?fileName=app.cdx.json Bearer hw_token_x {"bomFormat":"CycloneDX"}',
  ])
})

it('says what the hub refused, and what is missing before it asks', async () => {
  const [code, text] = await push('bad', { HEADWATER_TOKEN: 'hw_token_x' })
  expect(code).toBe(3)
  expect(text).toContain('The document cannot be read (422)\n  line 1: no\nhint: look\n')
  expect((await push('r1', {}))[0]).toBe(2)
})

it('finds a release by its names, over pages, and makes it only when asked to', async () => {
  const made: string[] = []
  const named = createServer((request, response) => {
    const path = request.url ?? ''
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      if (request.method === 'POST') made.push(`${path} ${body}`)
      const answer = path.startsWith('/api/v1/portfolio')
        ? { products: [{ id: 'p1', name: 'Lantern' }] }
        : path.includes('cursor=next')
          ? { items: [{ id: 'r2', name: '2.0' }] }
          : path.startsWith('/api/v1/releases?')
            ? { items: [{ id: 'r1', name: '1.0' }], next: 'next' }
            : path.endsWith('/releases')
              ? { id: 'r3', name: '3.0' }
              : { lane: 'build', isNew: true }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => named.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(named.address() as AddressInfo).port}`
  const pushNamed = async (...argv: string[]) => {
    let text = ''
    const io = {
      out: (said: string) => void (text += said),
      err: (said: string) => void (text += said),
      colouredOut: false,
      colouredErr: false,
      interactive: false,
      now: () => new Date(0),
      env: { HEADWATER_TOKEN: 'x', HEADWATER_HUB: address },
    }
    return [await run(['push', ...argv, file], io), text] as const
  }
  expect((await pushNamed('--product', 'Lantern', '--release', '2.0'))[0]).toBe(0)
  expect(made.pop()).toContain('/releases/r2/documents')
  const [code, text] = await pushNamed('--product', 'Lantern', '--release', '3.0')
  expect([code, made]).toEqual([3, []])
  expect(text).toContain('there is no release 3.0 of Lantern (404)')
  expect(text).toContain('--create')
  expect((await pushNamed('--product', 'Lantern', '--release', '3.0', '--create'))[0]).toBe(0)
  expect(made[0]).toBe('/api/v1/releases {"product":"p1","name":"3.0"}')
  expect(made[1]).toContain('/releases/r3/documents')
  expect((await pushNamed('--product', 'Lantern'))[0]).toBe(2)
  named.close()
})
