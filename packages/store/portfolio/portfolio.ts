// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { afterKey, type KeyPage } from '../rows/index.ts'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** A product with what its releases have, and everything in them; no release counts twice in one product. */
export interface PortfolioRow {
  readonly id: number
  readonly public_id: string
  readonly name: string
  readonly product_line_id: number | null
  /** Its own, that are not archived. */
  readonly releases: number
  readonly affected: number
  readonly unknown: number
  readonly not_affected: number
  readonly fixed: number
  readonly exploited: number
  readonly critical: number
  readonly high: number
  readonly medium: number
  readonly low: number
  readonly unrated: number
  readonly judged_at: string | null
}

/** Products by name, each with the counters of its releases that are not archived. */
export async function portfolio(
  db: Db,
  visible: Visible,
  page: KeyPage & { readonly productLine?: number },
): Promise<readonly PortfolioRow[]> {
  const line = page.productLine
  const { rows } = await sql<PortfolioRow>`
    with recursive chosen as (
      select p.* from product p
      where ${visibleProducts(visible, 'p', 'id')} and p.archived_at is null and ${afterKey(page, 'p.name', 'p.id')}
        ${line === undefined ? sql`` : sql`and p.product_line_id = ${line}`}
      order by p.name, p.id limit ${page.limit}
    ),
    part as (
      select r.product_id, r.id as release_id from release r join chosen on chosen.id = r.product_id
      where r.archived_at is null
      union
      select part.product_id, e.child_id from part join release_edge e on e.parent_id = part.release_id
    ),
    total as (
      select part.product_id, ${SUMS}, max(c.judged_at) as judged_at
      from part join release_counter c on c.release_id = part.release_id group by part.product_id
    )
    select p.id, p.public_id, p.name, p.product_line_id,
      (select count(*) from release r where r.product_id = p.id and r.archived_at is null) as releases,
      ${OR_NONE}, t.judged_at
    from chosen p left join total t on t.product_id = p.id
    order by p.name, p.id
  `.execute(db)
  return rows
}

/** Counters of all releases that are not archived, and of everything in them; no release counts twice, whoever contains it. */
export type TotalRow = Readonly<Record<(typeof COUNTERS)[number], number>>

/** Of an organisation, or of one line or product of it. @param of.day as it stood at the end of that day; absent: as it stands */
export async function totals(
  db: Db,
  visible: Visible,
  of: { readonly productLine?: number; readonly product?: number; readonly day?: string } = {},
): Promise<TotalRow> {
  const { rows } = await sql<TotalRow>`
    with recursive part as (
      select r.id as release_id from release r join product p on p.id = r.product_id
      where ${visibleProducts(visible, 'r')} and r.archived_at is null and p.archived_at is null
        ${of.productLine === undefined ? sql`` : sql`and p.product_line_id = ${of.productLine}`}
        ${of.product === undefined ? sql`` : sql`and p.id = ${of.product}`}
      union
      select e.child_id from part join release_edge e on e.parent_id = part.release_id
    )
    select ${OR_NONE} from (
      select ${SUMS} from part ${
        of.day === undefined
          ? sql`join release_counter c on c.release_id = part.release_id`
          : sql`cross join lateral (
              select * from release_counter_day where release_id = part.release_id and day <= ${of.day}::date
              order by day desc limit 1
            ) c`
      }
    ) t
  `.execute(db)
  return rows[0]!
}

const COUNTERS = [
  'affected',
  'unknown',
  'not_affected',
  'fixed',
  'exploited',
  'critical',
  'high',
  'medium',
  'low',
  'unrated',
] as const
const SUMS: RawBuilder<unknown> = sql.join(
  COUNTERS.map((name) => sql`sum(c.${sql.ref(name)}) as ${sql.ref(name)}`),
)
const OR_NONE: RawBuilder<unknown> = sql.join(
  COUNTERS.map((name) => sql`coalesce(t.${sql.ref(name)}, 0) as ${sql.ref(name)}`),
)

export type TrendRow = { readonly day: string } & Readonly<
  Record<(typeof COUNTERS)[number], number>
>

/** How the counters stood at the end of each day; a day without change stands as the one before it. */
export async function trend(
  db: Db,
  visible: Visible,
  range: {
    readonly from: string
    readonly to: string
    readonly product?: number
    readonly productLine?: number
    readonly release?: number
  },
): Promise<readonly TrendRow[]> {
  const { product, productLine, release } = range
  const { rows } = await sql<TrendRow>`
    with recursive part as (
      select r.id as release_id from release r join product p on p.id = r.product_id
      where ${visibleProducts(visible, 'r')}
        ${release === undefined ? sql`and r.archived_at is null` : sql`and r.id = ${release}`}
        ${product === undefined ? sql`` : sql`and r.product_id = ${product}`}
        ${productLine === undefined ? sql`` : sql`and p.product_line_id = ${productLine}`}
      union
      select e.child_id from part join release_edge e on e.parent_id = part.release_id
    ),
    -- by how much each counter moved on each day: what was before the first one moved on that
    moved as (
      select greatest(d.day, ${range.from}::date) as day, ${sql.join(
        COUNTERS.map(
          (name) =>
            sql`d.${sql.ref(name)} - coalesce(lag(d.${sql.ref(name)}) over w, 0) as ${sql.ref(name)}`,
        ),
      )}
      from release_counter_day d join part on part.release_id = d.release_id where d.day <= ${range.to}::date
      window w as (partition by d.release_id order by d.day)
    ),
    total as (
      select day, ${sql.join(COUNTERS.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`))} from moved group by day
    )
    select days.day::date as day, ${sql.join(
      COUNTERS.map(
        (name) =>
          sql`sum(coalesce(t.${sql.ref(name)}, 0)) over (order by days.day)::bigint as ${sql.ref(name)}`,
      ),
    )}
    from generate_series(${range.from}::date, ${range.to}::date, interval '1 day') as days (day)
      left join total t on t.day = days.day::date
    order by days.day
  `.execute(db)
  return rows
}
