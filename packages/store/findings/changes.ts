// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** Something that was said of a finding, for lists of news. */
export interface FindingChange {
  readonly event_id: number
  readonly finding_id: number
  readonly kind: RowOf<'finding_event'>['kind']
  readonly at: string
  readonly verdict: RowOf<'finding'>['verdict']
  /** What was said before; null where nothing was. */
  readonly before: RowOf<'finding'>['verdict'] | null
  readonly reason: string
  readonly vulnerability: string
  readonly component: string
  readonly priority: number
  readonly release_public_id: string
  readonly release_version: string
  readonly product_public_id: string
  readonly product: string
}

/** Events in the order in which they were written; feeds and notifications go on behind the last one that they had. */
export async function findingChanges(
  db: Db,
  visible: Visible,
  page: {
    readonly after?: number
    readonly since?: string
    readonly release?: number
    readonly product?: number
    readonly direction: 'up' | 'down'
    readonly limit: number
  },
): Promise<readonly FindingChange[]> {
  const { after, since, release, product, direction, limit } = page
  const isUp = direction === 'up'
  const way = isUp ? sql`asc` : sql`desc`
  const beyond = sql`
    ${after === undefined ? sql`` : isUp ? sql`and e.id > ${after}` : sql`and e.id < ${after}`}
    ${since === undefined ? sql`` : sql`and e.at > ${since}::timestamptz`}
  `
  // of a product the next ones of each release: its last event may lie a million events back
  const events =
    product === undefined
      ? sql`finding_event`
      : sql`(
          select e.* from (
            select e.id from release o cross join lateral (
              select e.id from finding_event e where e.release_id = o.id ${beyond} order by e.id ${way} limit ${limit}
            ) e where o.product_id = ${product} order by e.id ${way} limit ${limit}
          ) next join finding_event e using (id)
        )`
  const { rows } = await sql<FindingChange>`
    select e.id as event_id, e.finding_id, e.kind, e.at, e.verdict, e.reason, f.vulnerability, f.component, f.priority,
      (select b.verdict from finding_event b where b.finding_id = e.finding_id and b.id < e.id order by b.id desc limit 1) as before,
      r.public_id as release_public_id, r.version as release_version, p.public_id as product_public_id, p.name as product
    from ${events} e join finding f on f.id = e.finding_id join release r on r.id = e.release_id
      join product p on p.id = r.product_id
    where ${visibleProducts(visible, 'f')}
      ${beyond}
      ${release === undefined ? sql`` : sql`and e.release_id = ${release}`}
    order by e.id ${way} limit ${limit}
  `.execute(db)
  return rows
}
