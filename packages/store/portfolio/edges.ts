// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { StoreError } from '../fault/index.ts'
import type { Db } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

/**
 * Notes that a release contains another.
 * @throws StoreError `INVALID` where it would contain itself in the end
 */
export async function containRelease(
  db: Db,
  edge: { readonly parent: number; readonly child: number; readonly at: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    // two edges that are drawn at once could close a circle that neither of them sees
    await sql`select id from release where id in (${edge.parent}, ${edge.child}) order by id for no key update`.execute(
      trx,
    )
    await sql`select pg_advisory_xact_lock(hashtext('release_edge'))`.execute(trx)
    const { rows } = await sql<{ id: number }>`
      select release_id as id from (${releaseWithParts(edge.child)}) part where release_id = ${edge.parent}
    `.execute(trx)
    if (rows.length > 0) throw new StoreError('INVALID', 'the release would contain itself')
    await trx
      .insertInto('release_edge')
      .values({ parent_id: edge.parent, child_id: edge.child, created_at: edge.at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

/** False: it was not contained in it. */
export async function separateRelease(
  db: Db,
  edge: { readonly parent: number; readonly child: number },
): Promise<boolean> {
  const result = await db
    .deleteFrom('release_edge')
    .where('parent_id', '=', edge.parent)
    .where('child_id', '=', edge.child)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/**
 * The query of a release and everything in it, one row each (`release_id`) however many ways lead there: sums over it count
 * nothing twice.
 */
export function releaseWithParts(release: number): RawBuilder<{ release_id: number }> {
  return sql`
    with recursive part as (
      select ${release}::bigint as release_id
      union
      select e.child_id from part join release_edge e on e.parent_id = part.release_id
    )
    select release_id from part
  `
}

export interface TreeEdge {
  readonly parent: number
  readonly child: number
}

/** Every edge below a release. */
export async function releaseTree(db: Db, release: number): Promise<readonly TreeEdge[]> {
  const { rows } = await sql<TreeEdge>`
    select parent_id as parent, child_id as child from release_edge
    where parent_id in (${releaseWithParts(release)}) order by 1, 2
  `.execute(db)
  return rows
}

/** What it contains directly. */
export function containedReleases(db: Db, release: number) {
  return db
    .selectFrom('release_edge as e')
    .innerJoin('release as r', 'r.id', 'e.child_id')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .where('e.parent_id', '=', release)
    .select(['r.id', 'r.public_id', 'r.version', 'p.name as product', 'p.id as product_id'])
    .orderBy('p.name')
    .orderBy('r.id')
    .execute()
}

/** What contains it directly. */
export function containingReleases(db: Db, release: number) {
  return db
    .selectFrom('release_edge as e')
    .innerJoin('release as r', 'r.id', 'e.parent_id')
    .innerJoin('product as p', 'p.id', 'r.product_id')
    .where('e.child_id', '=', release)
    .select(['r.id', 'r.public_id', 'r.version', 'p.name as product', 'p.id as product_id'])
    .orderBy('p.name')
    .orderBy('r.id')
    .execute()
}
