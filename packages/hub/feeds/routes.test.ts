// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { createAccount } from '@headwater/store/accounts'
import { createOrganisation } from '@headwater/store/portfolio'
import { onEveryDatabase } from '@headwater/store/testing'
import { createApp, type Caller } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { allHandlers } from '../serve/handlers.ts'
import { createWorker } from '../work/index.ts'
import { enqueueDueFeeds } from './index.ts'
import { feedRoutes } from './routes.ts'

const RECORD = JSON.stringify({
  id: 'GHSA-routes',
  modified: '2026-01-01T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name: 'gravel' }, versions: ['1.0.0'] }],
})

onEveryDatabase((store) => {
  it('makes a feed, takes its file, says how it is, and fetches it when its time has come', async () => {
    const { db, newId, now, advance } = store()
    const home = await createOrganisation(db, { publicId: newId(), name: 'Acme', at: now() })
    const publicUrl = new URL('https://hub.example')
    const hub: Hub = {
      store: store(),
      limits: DEFAULT_LIMITS,
      version: '0.0.0',
      publicUrl,
      cookieName: 'hw',
      maxUpload: 1,
      random: randomBytes,
    }
    const account = await createAccount(db, {
      publicId: newId(),
      name: 'Ada',
      email: 'ada@example.org',
      at: now(),
    })
    const caller: Caller = {
      kind: 'token',
      user: 'u',
      organisation: String(home.id),
      grants: [{ role: 'administrator' }],
      operates: true,
      circles: [],
      account: account.id,
      organisationId: home.id,
      actor: 'user:u',
    }
    const app = createApp({
      publicUrl,
      cookieName: 'hw',
      routes: feedRoutes(hub),
      authenticate: () => Promise.resolve(caller),
      newRequestId: () => 'r',
      report: (error) => expect.unreachable(String(error)),
    })
    const ask = async (method: string, path: string, body?: object | string) => {
      const response = await app.request(`/api/v1${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        headers:
          typeof body === 'object'
            ? { 'content-type': 'application/json' }
            : { 'content-type': 'application/octet-stream' },
      })
      return { status: response.status, said: (await response.json()) as Record<string, unknown> }
    }
    const worker = createWorker({
      store: store(),
      name: 'w',
      pause: 1,
      handlers: allHandlers(hub),
      report: ({ error }) => expect.unreachable(String(error)),
      isFinal: () => true,
    })

    for (const url of [
      'http://example.org/all.zip',
      'file:///etc/passwd',
      'https://a:b@c.example',
    ]) {
      const refused = await ask('POST', '/feeds', { name: 'bad', kind: 'osv', url })
      expect(refused.said).toMatchObject({ code: 'invalid' })
    }
    const made = await ask('POST', '/feeds', { name: 'own', kind: 'osv', url: '' })
    expect(made).toMatchObject({ status: 201, said: { state: 'never', enabled: true } })
    expect((await ask('POST', '/feeds', { name: 'own', kind: 'cve' })).status).toBe(409)
    const path = `/feeds/${String(made.said['id'])}`
    expect((await ask('POST', `${path}/runs`)).status).toBe(409)
    expect((await ask('POST', `${path}/file?fileName=x.json`, RECORD)).status).toBe(202)
    await worker.drain()
    const [feed] = (await ask('GET', '/feeds')).said['items'] as Record<string, unknown>[]
    expect(feed).toMatchObject({ name: 'own', state: 'ok' })
    const held = await db.selectFrom('advisory').select('name').execute()
    expect(held).toEqual([{ name: 'GHSA-routes' }])

    const due = await ask('PATCH', path, { url: 'https://127.0.0.1:1/x.zip', everyMinutes: 60 })
    expect(due).toMatchObject({ status: 200, said: { everyMinutes: 60 } })
    expect(await enqueueDueFeeds(store())).toBe(0)
    advance(61 * 60_000)
    expect(await enqueueDueFeeds(store())).toBe(1)
    expect(await worker.drain()).toBe(1)
    expect((await ask('GET', '/feeds')).said).toMatchObject({
      items: [{ state: 'failed', problem: expect.stringContaining('inner address') as string }],
    })
  })
})
