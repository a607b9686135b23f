// SPDX-License-Identifier: Apache-2.0
import { createToken, revokeToken } from '@headwater/store/accounts'
import { ACTIONS } from '../access/index.ts'
import type { Hub } from '../http/hub.ts'
import { makeSecret } from '../secrets/index.ts'
import { fill, type Ask } from './fill.ts'
import { readPortfolio } from './portfolio.ts'

/** Answers a request as the hub does that listens. */
export type Fetch = (request: Request) => Response | Promise<Response>

/**
 * Fills a hub without products with the sample portfolio, by the first administrator's hand. Gives false where there are
 * products already.
 * @throws Error where the hub refuses something: the portfolio is ours, so that it is our mistake
 */
export async function fillWithSample(hub: Hub, fetch: Fetch, path: string): Promise<boolean> {
  const { db, now, newId } = hub.store
  const product = await db.selectFrom('product').select('id').limit(1).executeTakeFirst()
  if (product !== undefined) return false
  const grant = await db
    .selectFrom('role_grant')
    .select(['account_id', 'organisation_id'])
    .where('role', '=', 'administrator')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const secret = makeSecret('token', hub.random)
  const publicId = newId()
  const token = await createToken(db, {
    publicId,
    hash: Buffer.from(secret.hash, 'hex'),
    prefix: secret.hint,
    name: 'sample portfolio',
    account: grant.account_id,
    organisation: grant.organisation_id,
    scopes: ACTIONS,
    at: now(),
  })
  try {
    await fill(askWith(hub, fetch, secret.text), readPortfolio(path))
    return true
  } finally {
    await revokeToken(db, { organisation: grant.organisation_id, token: token.id, at: now() })
  }
}

function askWith(hub: Hub, fetch: Fetch, token: string): Ask {
  return async (method, path, body) => {
    const isBytes = body instanceof Uint8Array
    const answer = await fetch(
      new Request(new URL(`/api/v1${path}`, hub.publicUrl), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined
            ? {}
            : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
      }),
    )
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`)
    return text.startsWith('{') ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {}
  }
}
