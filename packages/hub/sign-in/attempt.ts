// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Hub } from '../http/hub.ts'
import type { HubEnv } from '../http/index.ts'
import { sealingOf } from '../secrets/sealing.ts'

/**
 * What a sign-in that has begun must come back with. It is in a sealed cookie of the browser that began it: one that did not begin here has
 * none, and any process of the hub can end it.
 */
export interface Attempt {
  readonly provider: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Where to come out. */
  readonly to: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

export const PATH = '/api/v1/sign-in'
const LIFE_SECONDS = 600
const PURPOSE = 'sign-in attempt'

export async function giveAttempt(
  context: Context<HubEnv>,
  hub: Hub,
  attempt: Omit<Attempt, 'until'>,
): Promise<void> {
  const until = Date.parse(hub.store.now()) + LIFE_SECONDS * 1_000
  const { seal } = await sealingOf(hub)
  setCookie(context, nameOf(hub), seal(JSON.stringify({ ...attempt, until }), PURPOSE), {
    path: PATH,
    httpOnly: true,
    // the way back begins at the provider's site
    sameSite: 'Lax',
    secure: hub.publicUrl.protocol === 'https:',
    maxAge: LIFE_SECONDS,
  })
}

/** Takes it: it is of use once. Undefined where there is none, or it is too old. */
export async function takeAttempt(
  context: Context<HubEnv>,
  hub: Hub,
): Promise<Attempt | undefined> {
  const sealed = getCookie(context, nameOf(hub))
  deleteCookie(context, nameOf(hub), { path: PATH, secure: hub.publicUrl.protocol === 'https:' })
  if (sealed === undefined) return undefined
  const text = (await sealingOf(hub)).open(sealed, PURPOSE)
  if (text === undefined) return undefined
  const attempt = JSON.parse(text) as Attempt
  return attempt.until >= Date.parse(hub.store.now()) ? attempt : undefined
}

function nameOf({ cookieName }: Hub): string {
  // `__Host-` is for cookies of every path
  return `${cookieName.replace(/^__Host-/, '__Secure-')}_attempt`
}
