// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { createAccount } from '@headwater/store/accounts'
import { saveFindings } from '@headwater/store/findings'
import { deliveries } from '@headwater/store/notifications'
import { saveSetting } from '@headwater/store/settings'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '@headwater/store/testing'
import { INNER_HOSTS } from '../feeds/index.ts'
import { createApp, type Caller } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { keepMailServer, runRules } from './index.ts'
import { notificationRoutes } from './routes.ts'
import { sendDelivery, signatureOf, type SendMail } from './send.ts'

const PUBLIC_URL = new URL('https://hub.example')

onEveryDatabase((store) => {
  it('tells each event once, at once and in digests, by mail and by signed webhook', async () => {
    const { db, newId, now, advance } = store()
    const calls: { headers: IncomingHttpHeaders; body: string }[] = []
    let answer = 500
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Uint8Array) => (body += Buffer.from(chunk).toString()))
      request.on('end', () => {
        calls.push({ headers: request.headers, body })
        response.writeHead(answer).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`

    const given = await givenRelease(store())
    const account = await createAccount(db, {
      publicId: newId(),
      name: 'Ada',
      email: 'ada@example.org',
      at: now(),
    })
    const hub: Hub = {
      store: store(),
      limits: DEFAULT_LIMITS,
      version: '0.0.0',
      publicUrl: PUBLIC_URL,
      cookieName: 'hw',
      maxUpload: 1,
      random: randomBytes,
    }
    const caller: Caller = {
      kind: 'token',
      user: 'u',
      organisation: String(given.organisation),
      grants: [{ role: 'administrator' }],
      circles: [],
      account: account.id,
      organisationId: given.organisation,
      actor: 'user:u',
    }
    const app = createApp({
      publicUrl: PUBLIC_URL,
      cookieName: 'hw',
      routes: notificationRoutes(hub),
      authenticate: () => Promise.resolve(caller),
      newRequestId: () => 'r',
      report: (error) => expect.unreachable(String(error)),
    })
    const make = async (body: object) => {
      const response = await app.request('/api/v1/rules', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ enabled: true, digest: 'at-once', when: 'affected', ...body }),
      })
      const said = (await response.json()) as { id: string; secret?: string }
      expect(response.status, JSON.stringify(said)).toBe(201)
      return said
    }
    const hook = await make({ name: 'hook', to: { kind: 'webhook', url } })
    await make({ name: 'mail', to: { kind: 'email', addresses: ['a@x.example', 'b@x.example'] } })
    await make({
      name: 'digest',
      digest: 'daily',
      when: 'verdict-changed',
      to: { kind: 'email', addresses: ['c@x.example'] },
    })

    await keepMailServer(hub, {
      url: 'smtp://ada:mail-password@mail.example',
      from: 'hub@x.example',
    })
    const kept = JSON.stringify([
      await db.selectFrom('webhook').selectAll().execute(),
      await db.selectFrom('setting').selectAll().execute(),
      await db.selectFrom('audit_event').select('body').execute(),
    ])
    expect(kept).not.toContain(hook.secret)
    expect(kept).not.toContain('mail-password')

    const { components } = await givenDocument(store(), 'n', { components: [npm('mill', '1.0.0')] })
    const [component = 0] = components
    const [vulnerability = 0] = await givenVulnerabilities(store(), [{ name: 'CVE-2026-7' }])
    const judge = (verdict: 'affected' | 'not_affected') =>
      saveFindings(
        db,
        [
          {
            release: given.release,
            components: 'all',
            findings: [finding(component, vulnerability, { verdict, reason: 'so\r\nBcc: x' })],
          },
        ],
        { cause: {}, at: now() },
      )
    await judge('affected')
    // it may still be in the hands of a transaction
    expect(await runRules(store(), PUBLIC_URL)).toBe(0)
    advance(61_000)
    expect(await runRules(store(), PUBLIC_URL)).toBe(3)
    expect(await runRules(store(), PUBLIC_URL)).toBe(0)

    const mails: Parameters<SendMail>[1][] = []
    const sendMail: SendMail = (server, mail) => {
      expect(server.url).toContain('mail-password')
      mails.push(mail)
      return Promise.resolve()
    }
    await saveSetting(db, { key: INNER_HOSTS, value: ['127.0.0.1'], at: now() })
    const waiting = await deliveries(db, given.organisation, { state: 'waiting', limit: 10 })
    for (const { id, channel } of waiting) {
      if (channel === 'email') await sendDelivery(hub, id, sendMail)
      else {
        await expect(sendDelivery(hub, id)).rejects.toThrow('answers 500')
        answer = 204
        await sendDelivery(hub, id)
      }
      // done once is done
      await sendDelivery(hub, id, sendMail)
    }
    expect(mails.map(({ to }) => to).sort()).toEqual(['a@x.example', 'b@x.example'])
    expect(mails[0]?.subject).toContain('CVE-2026-7 in mill is affected: so Bcc: x')
    expect(mails[0]?.subject).not.toMatch(/[\r\n]/)
    expect(calls).toHaveLength(2)
    const [first, second] = calls
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id'])
    const signed = `${String(second?.headers['webhook-id'])}.${String(second?.headers['webhook-timestamp'])}.${second?.body ?? ''}`
    expect(second?.headers['webhook-signature']).toBe(
      `v1,${signatureOf(hook.secret ?? '', signed)}`,
    )

    await judge('not_affected')
    await judge('affected')
    advance(86_400_000)
    expect(await runRules(store(), PUBLIC_URL)).toBe(4)
    const [digest] = (await deliveries(db, given.organisation, { limit: 10 })).filter(
      ({ address }) => address === 'c@x.example',
    )
    expect(digest?.payload).toMatchObject({ count: 2 })

    await saveSetting(db, { key: INNER_HOSTS, value: [], at: now() })
    const refused = (
      await deliveries(db, given.organisation, { state: 'waiting', limit: 10 })
    ).find(({ channel }) => channel === 'webhook')
    await sendDelivery(hub, refused?.id ?? 0)
    const [failed] = await deliveries(db, given.organisation, { state: 'failed', limit: 10 })
    expect(failed?.error).toContain('inner address')
    expect(calls).toHaveLength(2)
    const removed = await app.request(`/api/v1/rules/${hook.id}`, { method: 'DELETE' })
    expect(removed.status).toBe(204)
    server.close()
  })
})
