// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'

export type ApiToken = Omit<RowOf<'api_token'>, 'hash'>

/** @param token `hash` is the SHA-256 of the secret, which is shown once and never kept; `prefix` its first letters */
export async function createToken(
  db: Db,
  token: {
    readonly publicId: string
    readonly hash: Uint8Array
    readonly prefix: string
    readonly name: string
    readonly account: number
    readonly organisation: number
    readonly product?: number
    readonly scopes: readonly string[]
    readonly expiresAt?: string
    readonly at: string
  },
): Promise<ApiToken> {
  const { hash: _, ...row } = await db
    .insertInto('api_token')
    .values({
      public_id: token.publicId,
      hash: token.hash,
      prefix: token.prefix,
      name: keyText(token.name),
      account_id: token.account,
      organisation_id: token.organisation,
      product_id: token.product ?? null,
      scopes: token.scopes,
      created_at: token.at,
      expires_at: token.expiresAt ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return row
}

/** The token of a secret's hash with its owner, if both are good at this instant. Its use is written once a minute at most. */
export async function findToken(db: Db, hash: Uint8Array, at: string) {
  const found = await db
    .selectFrom('api_token as t')
    .innerJoin('account as a', 'a.id', 't.account_id')
    .where('t.hash', '=', Buffer.from(hash))
    .where('t.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('t.expires_at', 'is', null), eb('t.expires_at', '>', at)]))
    .where('a.disabled_at', 'is', null)
    .whereRef('a.valid_from', '<=', 't.created_at')
    .select([
      't.id',
      't.public_id',
      't.name',
      't.account_id',
      't.organisation_id',
      't.product_id',
      't.scopes',
    ])
    .select(['t.last_used_at', 'a.public_id as account_public_id', 'a.name as account', 'a.email'])
    .executeTakeFirst()
  const last = found?.last_used_at ?? undefined
  if (found !== undefined && (last === undefined || Date.parse(at) - Date.parse(last) > 60_000)) {
    await db.updateTable('api_token').set({ last_used_at: at }).where('id', '=', found.id).execute()
  }
  return found
}
export type FoundToken = NonNullable<Awaited<ReturnType<typeof findToken>>>

/** Of an organisation, or of one of its people, also those that are no good any more; the last made first. */
export function tokens(
  db: Db,
  { organisation, account }: { readonly organisation: number; readonly account?: number },
) {
  return db
    .selectFrom('api_token as t')
    .innerJoin('account as a', 'a.id', 't.account_id')
    .leftJoin('product as p', 'p.id', 't.product_id')
    .where('t.organisation_id', '=', organisation)
    .$if(account !== undefined, (query) => query.where('t.account_id', '=', account!))
    .select([
      't.id',
      't.public_id',
      't.prefix',
      't.name',
      't.account_id',
      't.product_id',
      't.scopes',
    ])
    .select(['t.created_at', 't.expires_at', 't.last_used_at', 't.revoked_at', 'a.name as account'])
    .select([
      'a.public_id as account_public_id',
      'a.valid_from',
      'p.public_id as product_public_id',
    ])
    .orderBy('t.id', 'desc')
    .execute()
}

/** False: the organisation has no such token. */
export async function revokeToken(
  db: Db,
  {
    organisation,
    token,
    at,
  }: { readonly organisation: number; readonly token: number; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('api_token')
    .set({ revoked_at: at })
    .where('id', '=', token)
    .where('organisation_id', '=', organisation)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
