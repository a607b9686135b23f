// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, type Db } from '../schema/index.ts'

export interface IdempotentRequest {
  readonly organisation: number
  /** `user:<id>`, `token:<id>`: keys of two callers are two. */
  readonly caller: string
  readonly key: string
}

export type Beginning =
  /** It is the first: to be carried out, and answered with {@link finishRequest} in the same transaction. */
  | { readonly kind: 'first' }
  | { readonly kind: 'answered'; readonly status: number; readonly response: unknown }
  /** Another request had this key. */
  | { readonly kind: 'other' }

/**
 * Begins a request that may come twice, in the transaction that carries it out: one that comes meanwhile waits here until that
 * ends, and what was given up is as if it had never come.
 * @param request `hash` is of what is asked for
 */
export async function beginRequest(
  db: Db,
  request: IdempotentRequest & { readonly hash: Uint8Array; readonly at: string },
): Promise<Beginning> {
  const { organisation, caller, key, hash, at } = request
  const inserted = await db
    .insertInto('idempotency_key')
    .values({
      organisation_id: organisation,
      caller: keyText(caller),
      key: keyText(key),
      request_hash: hash,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return { kind: 'first' }
  const row = await db
    .selectFrom('idempotency_key')
    .select(['request_hash', 'status', 'response'])
    .where('organisation_id', '=', organisation)
    .where('caller', '=', keyText(caller))
    .where('key', '=', keyText(key))
    .executeTakeFirst()
  if (row === undefined || !row.request_hash.equals(hash) || row.status === null) {
    return { kind: 'other' }
  }
  return { kind: 'answered', status: row.status, response: row.response }
}

export async function finishRequest(
  db: Db,
  request: IdempotentRequest & { readonly status: number; readonly response: unknown },
): Promise<void> {
  await db
    .updateTable('idempotency_key')
    .set({ status: request.status, response: jsonText(request.response) })
    .where('organisation_id', '=', request.organisation)
    .where('caller', '=', keyText(request.caller))
    .where('key', '=', keyText(request.key))
    .execute()
}

/** Forgets keys from before an instant. */
export async function purgeRequests(db: Db, before: string): Promise<number> {
  const result = await db
    .deleteFrom('idempotency_key')
    .where('created_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
