// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

export interface ListedDrift extends RowOf<'drift'> {
  readonly component: string | null
  readonly component_version: string | null
  readonly path: string | null
  readonly deployment: string | null
  readonly deployment_public_id: string | null
  readonly accepted_name: string | null
  readonly is_accepted: boolean
  readonly release_public_id: string
  readonly release_version: string
  readonly product: string
}

/** What stands, the last first. @param page.at tells which acceptances have run out */
export async function drifts(
  db: Db,
  visible: Visible,
  page: {
    readonly at: string
    readonly release?: number
    readonly ids?: readonly number[]
    readonly isAccepted?: boolean
    readonly before?: number
    readonly limit: number
  },
): Promise<readonly ListedDrift[]> {
  const { at, release, ids, isAccepted, before, limit } = page
  const { rows } = await sql<ListedDrift>`
    select d.*, c.name as component, c.version as component_version, f.path, y.name as deployment,
      y.public_id as deployment_public_id, a.name as accepted_name, ${accepted(at)} as is_accepted,
      r.public_id as release_public_id, r.version as release_version, p.name as product
    from drift d join release r on r.id = d.release_id join product p on p.id = d.product_id
      left join component c on c.id = d.component_id left join file f on f.id = d.file_id
      left join deployment y on y.id = d.deployment_id left join account a on a.id = d.accepted_by
    where d.closed_at is null and ${visibleProducts(visible, 'd')}
      ${release === undefined ? sql`` : sql`and d.release_id = ${release}`}
      ${ids === undefined ? sql`` : sql`and d.id = any(${ids}::bigint[])`}
      ${isAccepted === undefined ? sql`` : sql`and ${accepted(at)} = ${isAccepted}`}
      ${before === undefined ? sql`` : sql`and d.id < ${before}`}
    order by d.id desc limit ${limit}
  `.execute(db)
  return rows
}

export interface DriftTotal {
  readonly release_public_id: string
  readonly release_version: string
  readonly product: string
  readonly open: number
  readonly accepted: number
  readonly last_at: string
}

/** Releases with drift that nobody answers for, or this one release whatever it has: the most of it first. */
export async function driftTotals(
  db: Db,
  visible: Visible,
  page: { readonly at: string; readonly release?: number; readonly limit: number },
): Promise<readonly DriftTotal[]> {
  const { at, release, limit } = page
  const { rows } = await sql<DriftTotal>`
    select r.public_id as release_public_id, r.version as release_version, p.name as product, t.open, t.accepted, t.last_at
    from (
      select release_id, count(*) filter (where not ${accepted(at)}) as open, count(*) filter (where ${accepted(at)}) as accepted,
        max(first_seen) as last_at
      from drift d where closed_at is null and ${visibleProducts(visible, 'd')}
        ${release === undefined ? sql`` : sql`and d.release_id = ${release}`}
      group by release_id
    ) t join release r on r.id = t.release_id join product p on p.id = r.product_id
    where ${release === undefined ? sql`t.open > 0 and r.archived_at is null and p.archived_at is null` : sql`true`}
    order by t.open desc, t.release_id desc limit ${limit}
  `.execute(db)
  return rows
}

function accepted(at: string): RawBuilder<boolean> {
  return sql<boolean>`(d.accepted_at is not null and (d.accepted_until is null or d.accepted_until > ${at}::timestamptz))`
}
