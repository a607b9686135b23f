// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { Hub } from '../http/hub.ts'
import type { HubEnv } from '../http/index.ts'
import type { Opened } from './sessions.ts'

const NAME = 'headwater_session'

/**
 * What the cookie of a session is called. Over TLS by a prefix that browsers let nobody else use: another host of the same domain could
 * else hand somebody a session of its own (RFC 6265bis, section 4.1.3.2).
 */
export function sessionCookie({ protocol }: URL): string {
  return protocol === 'https:' ? `__Host-${NAME}` : NAME
}

/** Hands a session to the browser. Lax: a link to the hub from elsewhere finds one signed in. */
export function giveCookie(context: Context<HubEnv>, hub: Hub, { secret, maxAge }: Opened): void {
  setCookie(context, hub.cookieName, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: hub.publicUrl.protocol === 'https:',
    maxAge,
  })
}

export function takeCookie(context: Context<HubEnv>, { cookieName, publicUrl }: Hub): void {
  deleteCookie(context, cookieName, { path: '/', secure: publicUrl.protocol === 'https:' })
}
