// SPDX-License-Identifier: Apache-2.0
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'

/** @param session `hash` is the SHA-256 of the secret in the cookie, which is never kept */
export async function openSession(
  db: Db,
  session: {
    readonly publicId: string
    readonly hash: Uint8Array
    readonly account: number
    readonly organisation?: number
    readonly userAgent?: string
    readonly address?: string
    readonly at: string
    readonly expiresAt: string
  },
): Promise<RowOf<'session'>> {
  return db
    .insertInto('session')
    .values({
      public_id: session.publicId,
      hash: session.hash,
      account_id: session.account,
      organisation_id: session.organisation ?? null,
      user_agent: session.userAgent === undefined ? null : keyText(session.userAgent),
      address: session.address === undefined ? null : plainText(session.address),
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * The session of a secret's hash with its account, if both are good at this instant. That it was seen is written once a minute
 * at most: a page makes many requests.
 */
export async function findSession(db: Db, hash: Uint8Array, at: string) {
  const found = await db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .where('s.hash', '=', Buffer.from(hash))
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', at)
    .where('a.disabled_at', 'is', null)
    .whereRef('a.valid_from', '<=', 's.created_at')
    .select([
      's.id',
      's.public_id',
      's.account_id',
      's.organisation_id',
      's.created_at',
      's.last_seen_at',
    ])
    .select(['s.expires_at', 'a.public_id as account_public_id', 'a.name', 'a.email'])
    .executeTakeFirst()
  if (found !== undefined && Date.parse(at) - Date.parse(found.last_seen_at) > 60_000) {
    await db.updateTable('session').set({ last_seen_at: at }).where('id', '=', found.id).execute()
    await db
      .updateTable('account')
      .set({ last_seen_at: at })
      .where('id', '=', found.account_id)
      .execute()
  }
  return found
}
export type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>

export async function switchOrganisation(
  db: Db,
  { session, organisation }: { readonly session: number; readonly organisation: number },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ organisation_id: organisation })
    .where('id', '=', session)
    .execute()
}

/** Those that are good, the last used first. */
export function sessionsOf(db: Db, account: number, at: string) {
  return db
    .selectFrom('session')
    .select([
      'id',
      'public_id',
      'user_agent',
      'address',
      'created_at',
      'last_seen_at',
      'expires_at',
    ])
    .where('account_id', '=', account)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

/** False: the account has no such session. */
export async function revokeSession(
  db: Db,
  {
    account,
    session,
    at,
  }: { readonly account: number; readonly session: number; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ revoked_at: at })
    .where('id', '=', session)
    .where('account_id', '=', account)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends every session of an account. */
export async function revokeSessions(
  db: Db,
  { account, at }: { readonly account: number; readonly at: string },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: at })
    .where('account_id', '=', account)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Forgets sessions that ran out before an instant. */
export async function purgeSessions(db: Db, before: string): Promise<number> {
  const result = await db.deleteFrom('session').where('expires_at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}
