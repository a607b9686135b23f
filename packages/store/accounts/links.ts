// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'
import { LONGEST_EMAIL } from './accounts.ts'
import type { Role } from './grants.ts'

export type OneTimeLink = Omit<RowOf<'one_time_link'>, 'hash'>

/** @param link `hash` is the SHA-256 of the secret in the address, which is never kept */
export async function createLink(
  db: Db,
  link: {
    readonly publicId: string
    readonly hash: Uint8Array
    readonly purpose: OneTimeLink['purpose']
    readonly organisation?: number
    readonly account?: number
    readonly email?: string
    readonly role?: Role
    readonly product?: number
    readonly by?: number
    readonly at: string
    readonly expiresAt: string
  },
): Promise<OneTimeLink> {
  const { hash: _, ...row } = await db
    .insertInto('one_time_link')
    .values({
      public_id: link.publicId,
      hash: link.hash,
      purpose: link.purpose,
      organisation_id: link.organisation ?? null,
      account_id: link.account ?? null,
      email: link.email === undefined ? null : keyText(link.email, LONGEST_EMAIL).toLowerCase(),
      role: link.role ?? null,
      product_id: link.product ?? null,
      created_by: link.by ?? null,
      created_at: link.at,
      expires_at: link.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return row
}

/** Voids every link of an account that nobody has used yet. */
export async function voidLinks(
  db: Db,
  { account, at }: { readonly account: number; readonly at: string },
): Promise<void> {
  await db
    .updateTable('one_time_link')
    .set({ used_at: at })
    .where('account_id', '=', account)
    .where('used_at', 'is', null)
    .execute()
}

/** Takes the link: the first who comes in time has it, everybody after that has nothing. */
export async function useLink(
  db: Db,
  hash: Uint8Array,
  at: string,
): Promise<OneTimeLink | undefined> {
  const row = await db
    .updateTable('one_time_link')
    .set({ used_at: at })
    .where('hash', '=', Buffer.from(hash))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { hash: _, ...link } = row
  return link
}
