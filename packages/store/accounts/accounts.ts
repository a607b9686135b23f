// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { isPublicId } from '../rows/index.ts'
import { keyText, type Db, type RowOf } from '../schema/index.ts'

export type Account = RowOf<'account'>

/** RFC 5321, section 4.5.3.1.3, as erratum 1690 of RFC 3696 reads it. Cut earlier, two addresses would be one account. */
export const LONGEST_EMAIL = 254

/** @throws StoreError `CONFLICT` where somebody has this address */
export async function createAccount(
  db: Db,
  account: {
    readonly publicId: string
    readonly name: string
    readonly email: string
    readonly passwordHash?: string
    readonly at: string
  },
): Promise<Account> {
  return db
    .insertInto('account')
    .values({
      public_id: account.publicId,
      name: keyText(account.name),
      email: keyText(account.email, LONGEST_EMAIL).toLowerCase(),
      password_hash: account.passwordHash ?? null,
      valid_from: account.at,
      created_at: account.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** @throws StoreError `CONFLICT` where somebody else has the address */
export async function updateAccount(
  db: Db,
  id: number,
  change: {
    readonly name?: string
    readonly email?: string
    readonly passwordHash?: string | null
    /** Voids every session and token from before. */
    readonly validFrom?: string
    readonly disabledAt?: string | null
    readonly lastSeenAt?: string
  },
): Promise<Account> {
  const { name, email, passwordHash, validFrom, disabledAt, lastSeenAt } = change
  return db
    .updateTable('account')
    .set({
      ...(name === undefined ? {} : { name: keyText(name) }),
      ...(email === undefined ? {} : { email: keyText(email, LONGEST_EMAIL).toLowerCase() }),
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      ...(validFrom === undefined ? {} : { valid_from: validFrom }),
      ...(disabledAt === undefined ? {} : { disabled_at: disabledAt }),
      ...(lastSeenAt === undefined ? {} : { last_seen_at: lastSeenAt }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function accountById(db: Db, id: number): Promise<Account | undefined> {
  return db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function accountOf(
  db: Db,
  key: { readonly email: string } | { readonly publicId: string },
): Promise<Account | undefined> {
  const query = db.selectFrom('account').selectAll()
  if ('email' in key) {
    return query
      .where('email', '=', keyText(key.email, LONGEST_EMAIL).toLowerCase())
      .executeTakeFirst()
  }
  if (!isPublicId(key.publicId)) return undefined
  return query.where('public_id', '=', key.publicId).executeTakeFirst()
}

/** People with any role in the organisation, by name. */
export async function accounts(db: Db, organisation: number): Promise<readonly Account[]> {
  return db
    .selectFrom('account')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb.selectFrom('role_grant').select('account_id').where('organisation_id', '=', organisation),
    )
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/**
 * Notes that somebody looks.
 * @param visit.sameSince a look that began after it goes on: what it shows does not go away by being asked for again
 * @returns when the look before this one began; undefined at the first one
 */
export async function noteVisit(
  db: Db,
  visit: {
    readonly account: number
    readonly organisation: number
    readonly at: string
    readonly sameSince: string
  },
): Promise<string | undefined> {
  const goesOn = sql<boolean>`visit.seen_at > ${visit.sameSince}`
  const row = await db
    .insertInto('visit')
    .values({
      account_id: visit.account,
      organisation_id: visit.organisation,
      seen_at: visit.at,
      before_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'organisation_id']).doUpdateSet({
        seen_at: sql`case when ${goesOn} then visit.seen_at else excluded.seen_at end`,
        before_at: sql`case when ${goesOn} then visit.before_at else visit.seen_at end`,
      }),
    )
    .returning('before_at')
    .executeTakeFirstOrThrow()
  return row.before_at ?? undefined
}
