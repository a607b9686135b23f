// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem/index.ts'

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Against requests that another site makes a browser send. A request that changes something and carries a session cookie must come
 * from our own pages: `Sec-Fetch-Site: same-origin` where the browser says so, else an `Origin` that is ours. One without a cookie
 * carries a token that no other site has.
 */
export function sameOrigin(publicUrl: URL, cookieName: string): MiddlewareHandler {
  return async (context, next) => {
    const { method, headers } = context.req.raw
    const hasCookie = (headers.get('cookie') ?? '').includes(`${cookieName}=`)
    if (!SAFE.has(method) && hasCookie && !isOurs(headers, publicUrl)) {
      throw new Problem('csrf-failed', {
        detail: `this hub is reached at ${publicUrl.origin}, and the request says that it comes from elsewhere`,
        hint: 'open the hub at its public address, or start it with --public-url',
      })
    }
    await next()
  }
}

function isOurs(headers: Headers, publicUrl: URL): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (origin !== null) return origin === publicUrl.origin
  return site === 'same-origin'
}
