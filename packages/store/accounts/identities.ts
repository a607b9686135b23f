// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'
import type { Account } from './accounts.ts'

/** The account of somebody whom an OpenID provider vouches for: `iss` and `sub` of its ID token. */
export async function accountOfIdentity(
  db: Db,
  {
    issuer,
    subject,
    at,
  }: { readonly issuer: string; readonly subject: string; readonly at: string },
): Promise<Account | undefined> {
  const found = await db
    .updateTable('identity')
    .set({ last_seen_at: at })
    .where('issuer', '=', keyText(issuer, 500))
    .where('subject', '=', keyText(subject, 500))
    .returning('account_id')
    .executeTakeFirst()
  if (found === undefined) return undefined
  return db.selectFrom('account').selectAll().where('id', '=', found.account_id).executeTakeFirst()
}

/** @throws StoreError `CONFLICT` where it is somebody's already */
export async function linkIdentity(
  db: Db,
  identity: {
    readonly issuer: string
    readonly subject: string
    readonly account: number
    readonly at: string
  },
): Promise<void> {
  await db
    .insertInto('identity')
    .values({
      issuer: keyText(identity.issuer, 500),
      subject: keyText(identity.subject, 500),
      account_id: identity.account,
      created_at: identity.at,
      last_seen_at: identity.at,
    })
    .execute()
}

export async function identitiesOf(db: Db, account: number): Promise<readonly RowOf<'identity'>[]> {
  return db
    .selectFrom('identity')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('issuer')
    .execute()
}

/** Those of these accounts for whom some provider vouches. */
export async function vouchedAccounts(
  db: Db,
  among: readonly number[],
): Promise<ReadonlySet<number>> {
  if (among.length === 0) return new Set()
  const rows = await db
    .selectFrom('identity')
    .select('account_id')
    .distinct()
    .where('account_id', 'in', among)
    .execute()
  return new Set(rows.map(({ account_id }) => account_id))
}
