// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Hub } from '../http/hub.ts'
import type { HubEnv } from '../http/index.ts'
import type { Opened } from './sessions.ts'

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
