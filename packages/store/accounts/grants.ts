// SPDX-License-Identifier: Apache-2.0
import type { Db, RowOf } from '../schema/index.ts'

export type Role = RowOf<'role_grant'>['role']

/** Gives a role for the organisation, or for one product of it; having it already is as good. */
export async function grantRole(
  db: Db,
  grant: {
    readonly publicId: string
    readonly organisation: number
    readonly account: number
    readonly role: Role
    readonly product?: number
    readonly by?: number
    readonly at: string
  },
): Promise<boolean> {
  const result = await db
    .insertInto('role_grant')
    .values({
      public_id: grant.publicId,
      organisation_id: grant.organisation,
      account_id: grant.account,
      role: grant.role,
      product_id: grant.product ?? null,
      granted_by: grant.by ?? null,
      granted_at: grant.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False: there is no such grant in the organisation. */
export async function revokeGrant(
  db: Db,
  { organisation, grant }: { readonly organisation: number; readonly grant: number },
): Promise<boolean> {
  const result = await db
    .deleteFrom('role_grant')
    .where('id', '=', grant)
    .where('organisation_id', '=', organisation)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Every role of an account, in every organisation. */
export function grantsOf(db: Db, account: number) {
  return db
    .selectFrom('role_grant as g')
    .innerJoin('organisation as o', 'o.id', 'g.organisation_id')
    .leftJoin('product as p', 'p.id', 'g.product_id')
    .where('g.account_id', '=', account)
    .select([
      'g.id',
      'g.public_id',
      'g.organisation_id',
      'g.account_id',
      'g.role',
      'g.product_id',
      'g.granted_at',
    ])
    .select(['o.public_id as organisation_public_id', 'o.name as organisation'])
    .select(['p.public_id as product_public_id', 'p.name as product'])
    .orderBy('g.id')
    .execute()
}
export type Grant = Awaited<ReturnType<typeof grantsOf>>[number]

export function grantsOfOrganisation(db: Db, organisation: number) {
  return db
    .selectFrom('role_grant as g')
    .innerJoin('account as a', 'a.id', 'g.account_id')
    .leftJoin('product as p', 'p.id', 'g.product_id')
    .where('g.organisation_id', '=', organisation)
    .select(['g.id', 'g.public_id', 'g.account_id', 'g.role', 'g.product_id', 'g.granted_at'])
    .select(['a.public_id as account_public_id', 'a.name as account', 'a.email'])
    .select(['p.public_id as product_public_id', 'p.name as product'])
    .orderBy('a.name')
    .orderBy('g.id')
    .execute()
}

/**
 * Holds the roles of an organisation until the transaction ends: two who take each other's away at once would each see the other one's
 * still there.
 */
export async function holdRoles(db: Db, organisation: number): Promise<void> {
  await db
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', organisation)
    .forNoKeyUpdate()
    .execute()
}

/** Who may let people into the organisation: accounts that are not disabled, with that role for all of it. */
export async function administrators(db: Db, organisation: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('role_grant as g')
    .innerJoin('account as a', 'a.id', 'g.account_id')
    .select('g.account_id')
    .where('g.organisation_id', '=', organisation)
    .where('g.role', '=', 'administrator')
    .where('g.product_id', 'is', null)
    .where('a.disabled_at', 'is', null)
    .execute()
  return rows.map(({ account_id }) => account_id)
}
