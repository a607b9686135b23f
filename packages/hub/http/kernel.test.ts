// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { createOrganisation } from '@headwater/store/portfolio'
import { onEveryDatabase, type TestStore } from '@headwater/store/testing'
import { Problem } from '../problem/index.ts'
import { createApp, hubRoute, type Caller, type HubRoute } from './index.ts'
import type { Hub } from './hub.ts'
import { jsonBody } from './shapes.ts'

const SECRET = 'hw_token_shown-once'
const SIGNED_IN = { kind: 'signed-in' } as const
const Name = z.object({ name: z.string() })
const responses = { 200: { description: 'the thing' } } as const

/** Things that are kept nowhere but here, so that a test sees how often they were touched. */
function thingRoutes(said: { names: string[]; hold?: Promise<void> }): readonly HubRoute[] {
  return [
    hubRoute(
      createRoute({
        method: 'post',
        path: '/things',
        request: { body: jsonBody(Name) },
        responses,
      }),
      SIGNED_IN,
      async (context) => {
        const { name } = context.req.valid('json')
        await said.hold
        if (name === 'bad') throw new Problem('conflict')
        said.names.push(name)
        return context.json({ number: said.names.length, secret: SECRET }, 201, {
          Location: `/things/${said.names.length}`,
        }) as never
      },
    ),
    hubRoute(createRoute({ method: 'get', path: '/thing', responses }), SIGNED_IN, (context) =>
      context.json({ name: said.names.at(-1) ?? '' }, 200),
    ),
    hubRoute(
      createRoute({ method: 'put', path: '/thing', request: { body: jsonBody(Name) }, responses }),
      SIGNED_IN,
      (context) => {
        said.names.push(context.req.valid('json').name)
        return context.json({}, 200)
      },
    ),
    hubRoute(
      createRoute({ method: 'post', path: '/file', responses }),
      SIGNED_IN,
      async (context) => {
        said.names.push(await context.req.raw.text())
        return context.json({ size: said.names.at(-1)?.length }, 200)
      },
    ),
    hubRoute(createRoute({ method: 'delete', path: '/other', responses }), SIGNED_IN, (context) =>
      context.json({}, 200),
    ),
  ]
}

async function given(store: TestStore) {
  const { db, newId, now } = store
  const home = await createOrganisation(db, { publicId: newId(), name: 'Acme', at: now() })
  const publicUrl = new URL('https://hub.example')
  const hub: Hub = {
    store,
    limits: DEFAULT_LIMITS,
    version: '0.0.0',
    publicUrl,
    cookieName: 'hw',
    maxUpload: 1_000,
    random: randomBytes,
  }
  const said: { names: string[]; hold?: Promise<void> } = { names: [] }
  const app = createApp({
    publicUrl,
    cookieName: 'hw',
    routes: thingRoutes(said),
    authenticate: (request): Promise<Caller> => {
      const user = request.headers.get('x-api-key') ?? 'ada'
      return Promise.resolve({
        kind: 'token',
        user,
        organisation: String(home.id),
        grants: [{ role: 'administrator' }],
        circles: [],
        account: 1,
        organisationId: home.id,
        actor: `user:${user}`,
      })
    },
    newRequestId: () => 'r',
    report: (error) => expect.unreachable(String(error)),
    hub,
  })
  const ask = async (
    method: string,
    path: string,
    { body, ...headers }: Record<string, string> = {},
  ) => {
    const response = await app.request(path, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(path === '/file' ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
    const text = await response.text()
    return {
      status: response.status,
      tag: response.headers.get('etag') ?? '',
      location: response.headers.get('location'),
      replayed: response.headers.get('idempotency-replayed'),
      said: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
    }
  }
  return { ask, said, db }
}

onEveryDatabase((store) => {
  it('makes a change once that comes twice with one key, and answers both alike', async () => {
    const { ask, said, db } = await given(store())
    const once = { 'idempotency-key': 'k-1', body: '{"name":"a"}' }
    const first = await ask('POST', '/things', once)
    expect(first).toMatchObject({ status: 201, location: '/things/1', replayed: null })
    const second = await ask('POST', '/things', once)
    expect(second).toEqual({ ...first, replayed: 'true' })
    expect(said.names).toEqual(['a'])
    const other = { ...once, body: '{"name":"b"}' }
    expect((await ask('POST', '/things', other)).said).toMatchObject({ code: 'key-reused' })
    expect((await ask('PUT', '/thing', once)).said).toMatchObject({ code: 'key-reused' })
    expect((await ask('POST', '/things', { ...other, 'x-api-key': 'eve' })).status).toBe(201)
    expect((await ask('POST', '/things', { ...once, 'idempotency-key': 'a b' })).status).toBe(400)
    const rows = await db.selectFrom('idempotency_key').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/shown-once|k-1/)
    // nobody can try out what a body held without the key that it came with
    await ask('POST', '/things', { ...once, 'idempotency-key': 'k-2' })
    const hashes = await db.selectFrom('idempotency_key').select('request_hash').execute()
    expect(new Set(hashes.map(({ request_hash: hash }) => hash.toString('hex'))).size).toBe(3)
  })

  it('gives up the key of what was refused, and makes the second wait for the first', async () => {
    const { ask, said } = await given(store())
    const bad = { 'idempotency-key': 'k', body: '{"name":"bad"}' }
    expect((await ask('POST', '/things', bad)).said).toMatchObject({ code: 'conflict' })
    expect((await ask('POST', '/things', { ...bad, body: '{"nam":1}' })).status).toBe(422)
    let release = (): void => undefined
    said.hold = new Promise((resolve) => {
      release = resolve
    })
    const good = { ...bad, body: '{"name":"good"}' }
    const first = ask('POST', '/things', good)
    await expect
      .poll(async () => (await ask('POST', '/things', good)).status, { timeout: 5_000 })
      .toBe(409)
    release()
    expect((await first).status).toBe(201)
    expect((await ask('POST', '/things', good)).replayed).toBe('true')
    expect(said.names).toEqual(['good'])
  })

  it('knows what was streamed by what came through', async () => {
    const { ask, said } = await given(store())
    const once = { 'idempotency-key': 'k', body: 'a file' }
    expect((await ask('POST', '/file', once)).said).toEqual({ size: 6 })
    expect(await ask('POST', '/file', once)).toMatchObject({ replayed: 'true', said: { size: 6 } })
    expect((await ask('POST', '/file', { ...once, body: 'other' })).status).toBe(422)
    expect(said.names).toEqual(['a file'])
    const large = { 'idempotency-key': 'l', body: 'x'.repeat(1_001) }
    expect((await ask('POST', '/file', large)).status).not.toBe(200)
  })

  it('sends nothing that the caller has already', async () => {
    const { ask, said } = await given(store())
    const { tag } = await ask('GET', '/thing')
    expect(tag).toMatch(/^"[\w-]{24}"$/)
    for (const list of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      expect(await ask('GET', '/thing', { 'if-none-match': list }), list).toMatchObject({
        status: 304,
        tag,
        said: undefined,
      })
    }
    said.names.push('new')
    expect((await ask('GET', '/thing', { 'if-none-match': tag })).status).toBe(200)
  })

  it('makes a change only of what the caller has read, also when two come at once', async () => {
    const { ask, said } = await given(store())
    const { tag } = await ask('GET', '/thing')
    const change = (name: string, match: string) =>
      ask('PUT', '/thing', { 'if-match': match, body: JSON.stringify({ name }) })
    const both = await Promise.all([change('a', tag), change('b', tag), change('c', tag)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    expect(said.names).toHaveLength(1)
    expect((await change('d', `W/${(await ask('GET', '/thing')).tag}`)).status).toBe(412)
    expect((await change('e', `"x", ${(await ask('GET', '/thing')).tag}`)).status).toBe(200)
    expect((await change('f', '*')).status).toBe(200)
    expect((await ask('DELETE', '/other', { 'if-match': '*' })).said).toMatchObject({
      code: 'precondition-failed',
    })
  })

  it('reads no more of a body than a change may have', async () => {
    const { ask, said } = await given(store())
    const body = JSON.stringify({ name: 'x'.repeat(2_000_001) })
    expect((await ask('POST', '/things', { body })).said).toMatchObject({ code: 'too-large' })
    expect(said.names).toEqual([])
  })
})
