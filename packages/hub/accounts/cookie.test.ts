// SPDX-License-Identifier: Apache-2.0
import { createRoute } from '@hono/zod-openapi'
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import type { Hub } from '../http/hub.ts'
import { hubRoute, type HubRoute } from '../http/index.ts'
import { giveAttempt, takeAttempt } from '../sign-in/attempt.ts'
import { givenHub, PUBLIC_URL } from '../testing/index.ts'
import { giveCookie, sessionCookie, takeCookie } from './cookie.ts'

const responses = { 200: { description: 'done' } }
const ATTEMPT = { provider: 'p', state: 's', nonce: 'n', verifier: 'v', to: '/' }

const routes = (hub: Hub): readonly HubRoute[] => [
  hubRoute(
    createRoute({ method: 'get', path: '/give', responses }),
    { kind: 'public' },
    async (context) => {
      giveCookie(context, hub, { secret: 'secret', maxAge: 60 })
      await giveAttempt(context, hub, ATTEMPT)
      return context.text('')
    },
  ),
  hubRoute(
    createRoute({ method: 'get', path: '/take', responses }),
    { kind: 'public' },
    async (context) => {
      takeCookie(context, hub)
      return context.text((await takeAttempt(context, hub))?.state ?? 'none')
    },
  ),
]

onEveryDatabase((store) => {
  it('gives cookies over TLS that no other host of the domain can set, and takes them again', async () => {
    const { ask } = givenHub(store(), routes, { cookieName: sessionCookie(PUBLIC_URL) })
    const [session = '', attempt = ''] = (await ask('GET', '/give')).headers.getSetCookie()
    expect(session).toMatch(
      /^__Host-headwater_session=secret;.* Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(attempt).toMatch(/^__Secure-headwater_session_attempt=.*HttpOnly; Secure; SameSite=Lax$/)
    const cookie = [session, attempt].map((each) => each.split(';')[0]).join('; ')
    const taken = await ask('GET', '/take', { headers: { cookie } })
    expect(taken.text).toBe('s')
    expect(taken.headers.getSetCookie()).toEqual([
      '__Host-headwater_session=; Max-Age=0; Path=/; Secure',
      '__Secure-headwater_session_attempt=; Max-Age=0; Path=/api/v1/sign-in; Secure',
    ])
  })

  it('gives plain ones where there is no TLS', async () => {
    const publicUrl = new URL('http://localhost:8080')
    const more = { publicUrl, cookieName: sessionCookie(publicUrl) }
    const { ask } = givenHub(store(), routes, more)
    const set = (await ask('GET', '/give')).headers.getSetCookie().join()
    expect(set).toMatch(/^headwater_session=secret;/)
    expect(set).not.toContain('Secure')
  })
})
