// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { expect, it } from 'vitest'
import { Problem } from '../problem/index.ts'
import { createApp } from './app.ts'
import type { Caller, HubRoute } from './route.ts'

const PUBLIC_URL = new URL('https://hub.example')
const viewer: Caller = {
  account: 1,
  organisationId: 1,
  actor: 'user:u',
  kind: 'person',
  user: 'u',
  organisation: 'o',
  grants: [{ role: 'viewer' }],
  circles: [],
}

const schema = z.object({ name: z.string() })
const responses = { 200: { description: 'the thing' } }
const body = { content: { 'application/json': { schema } } }
const ROUTES: readonly HubRoute[] = [
  {
    config: createRoute({ method: 'get', path: '/open', responses }),
    access: { kind: 'public' },
    problems: [],
    handle: (context) => context.json({ ok: true }),
  },
  {
    config: createRoute({ method: 'get', path: '/read', responses }),
    access: { kind: 'action', action: 'read' },
    problems: ['not-found'],
    handle: (context) => context.json({ user: context.get('caller').user }),
  },
  {
    config: createRoute({ method: 'post', path: '/write', request: { body }, responses }),
    access: { kind: 'action', action: 'manage' },
    problems: ['conflict'],
    handle: (context) => context.json({}),
  },
  {
    config: createRoute({ method: 'post', path: '/sign-in', request: { body }, responses }),
    access: { kind: 'public' },
    problems: [],
    handle: (context) => context.json({}),
  },
  {
    config: createRoute({ method: 'get', path: '/broken', responses }),
    access: { kind: 'public' },
    problems: [],
    handle: () => {
      throw new Error('secret of the database')
    },
  },
]

const reported: unknown[] = []
const app = createApp({
  publicUrl: PUBLIC_URL,
  cookieName: 'hw',
  routes: ROUTES,
  authenticate: (request) => {
    const said = request.headers.get('authorization')
    if (said === 'Bearer old') throw new Problem('unauthenticated', { detail: 'it expired' })
    return Promise.resolve(said === null ? undefined : viewer)
  },
  newRequestId: () => 'r1',
  report: (error) => reported.push(error),
})

async function ask(path: string, init: RequestInit = {}): Promise<[number, Response, unknown]> {
  const response = await app.request(path, init)
  return [response.status, response, await response.json()]
}
const signedIn = { authorization: 'Bearer x' }

it('asks who and whether they may before any route runs', async () => {
  expect((await ask('/open'))[0]).toBe(200)
  expect((await ask('/read'))[0]).toBe(401)
  expect((await ask('/read', { headers: { authorization: 'Bearer old' } }))[2]).toMatchObject({
    code: 'unauthenticated',
    detail: 'it expired',
  })
  expect((await ask('/read', { headers: signedIn }))[2]).toEqual({ user: 'u' })
  expect((await ask('/write', { method: 'POST', headers: signedIn }))[0]).toBe(403)
})

it('answers every refusal as a problem with the headers of every answer', async () => {
  const [status, response, said] = await ask('/nowhere')
  expect(status).toBe(404)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
  expect(response.headers.get('strict-transport-security')).toBeTruthy()
  expect(said).toMatchObject({ code: 'not-found', instance: 'urn:request:r1' })
})

it('tells nobody what failed inside, and reports it', async () => {
  const [status, , said] = await ask('/broken')
  expect(status).toBe(500)
  expect(JSON.stringify(said)).not.toContain('secret')
  expect(reported).toHaveLength(1)
})

it('names each wrong value of a body', async () => {
  const send = (text: string) =>
    ask('/sign-in', { method: 'POST', body: text, headers: { 'content-type': 'application/json' } })
  expect((await send('{"name":1}'))[2]).toMatchObject({
    code: 'invalid',
    faults: [{ at: '/name' }],
  })
  expect((await send('{'))[2]).toMatchObject({ code: 'bad-request' })
})

it('refuses a body of another type, as the browser of somebody else could send without asking', async () => {
  const before = reported.length
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const [status, , said] = await ask('/sign-in', {
      method: 'POST',
      body: '{"name":"x"}',
      headers: { 'content-type': type },
    })
    expect([status, said]).toEqual([
      415,
      expect.objectContaining({ code: 'unsupported-media-type' }),
    ])
  }
  expect(reported).toHaveLength(before)
})

it('takes a change with a cookie only from its own pages', async () => {
  const send = (headers: Record<string, string>) =>
    ask('/sign-in', {
      method: 'POST',
      body: '{"name":"x"}',
      headers: { 'content-type': 'application/json', cookie: 'hw=1', ...headers },
    }).then(([status]) => status)
  expect(await send({ origin: 'https://evil.example' })).toBe(403)
  expect(await send({ origin: 'null' })).toBe(403)
  expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await send({})).toBe(403)
  expect(await send({ origin: 'https://hub.example' })).toBe(200)
  expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(200)
})
