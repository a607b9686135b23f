// SPDX-License-Identifier: Apache-2.0
import { jsonText, keyText, type Db } from '../schema/index.ts'

export interface IdempotentRequest {
  readonly organisation: number
  /** `user:<id>`, `token:<id>`: keys of two callers are two. */
  readonly caller: string
  readonly key: string
}

export type Beginning =
  /** It is the first: to be carried out, then {@link finishRequest} or {@link abandonRequest}. */
  | { readonly kind: 'first' }
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly response: unknown
      /** Of what was asked for. */
      readonly hash: Buffer
    }
  /** Another request had this key. */
  | { readonly kind: 'other' }
  /** The first one has no answer yet: it is being carried out, or whoever was at it died. */
  | { readonly kind: 'running' }

/**
 * Begins a request that may come twice. Outside of the transaction that carries it out: embedded there is one connection, which
 * one that waits for the other would hold.
 * @param request `hash` is of what is asked for; absent where that is a stream which nobody has read yet
 */
export async function beginRequest(
  db: Db,
  request: IdempotentRequest & { readonly hash?: Uint8Array; readonly at: string },
): Promise<Beginning> {
  const { organisation, caller, key, hash, at } = request
  const inserted = await db
    .insertInto('idempotency_key')
    .values({
      organisation_id: organisation,
      caller: keyText(caller),
      key: keyText(key),
      request_hash: hash ?? Buffer.alloc(0),
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return { kind: 'first' }
  const row = await rowsOf(db, request)
    .select(['request_hash', 'status', 'response'])
    .executeTakeFirst()
  // given up a moment ago: whoever sends it again is the first
  if (row === undefined) return { kind: 'running' }
  if (hash !== undefined && row.request_hash.length > 0 && !row.request_hash.equals(hash)) {
    return { kind: 'other' }
  }
  if (row.status === null) return { kind: 'running' }
  return { kind: 'answered', status: row.status, response: row.response, hash: row.request_hash }
}

export async function finishRequest(
  db: Db,
  request: IdempotentRequest & {
    readonly hash: Uint8Array
    readonly status: number
    readonly response: unknown
  },
): Promise<void> {
  await db
    .updateTable('idempotency_key')
    .set({
      status: request.status,
      response: jsonText(request.response),
      request_hash: request.hash,
    })
    .where('organisation_id', '=', request.organisation)
    .where('caller', '=', keyText(request.caller))
    .where('key', '=', keyText(request.key))
    .execute()
}

/** Gives up a request that changed nothing: its key is as if it had never come. */
export async function abandonRequest(db: Db, request: IdempotentRequest): Promise<void> {
  await db
    .deleteFrom('idempotency_key')
    .where('organisation_id', '=', request.organisation)
    .where('caller', '=', keyText(request.caller))
    .where('key', '=', keyText(request.key))
    .where('status', 'is', null)
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

function rowsOf(db: Db, { organisation, caller, key }: IdempotentRequest) {
  return db
    .selectFrom('idempotency_key')
    .where('organisation_id', '=', organisation)
    .where('caller', '=', keyText(caller))
    .where('key', '=', keyText(key))
}
