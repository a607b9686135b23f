// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import type { Visible } from '../visibility/index.ts'
import { findingCondition, type FindingFilter } from './filter.ts'

/** What a list may be sorted by, each a stored column with an index. Ties are broken by id, in the same direction. */
export const FINDING_SORTS = {
  priority: { column: 'priority', type: 'integer' },
  severity: { column: 'severity', type: 'smallint' },
  epss: { column: 'epss', type: 'smallint' },
  firstSeen: { column: 'first_seen', type: 'timestamptz' },
  changedAt: { column: 'changed_at', type: 'timestamptz' },
  vulnerability: { column: 'vulnerability', type: 'text' },
  component: { column: 'component', type: 'text' },
} as const satisfies Readonly<
  Record<string, { readonly column: keyof RowOf<'finding'>; readonly type: string }>
>
export type FindingSort = keyof typeof FINDING_SORTS

export interface FindingPage {
  readonly sort: FindingSort
  readonly direction: 'up' | 'down'
  /** Of the last row of the page before: the value of the column that is sorted by, and its id. */
  readonly after?: { readonly key: string | number; readonly id: number }
  readonly limit: number
}

/** A finding with what a list shows of its neighbours. */
export interface ListedFinding extends Omit<RowOf<'finding'>, 'hash'> {
  readonly reason: string
  readonly justification: string | null
  readonly title: string | null
  readonly vector: string | null
  readonly epss_probability: number | null
  readonly component_version: string | null
  readonly purl: string | null
  readonly release_public_id: string
  readonly release_version: string
  readonly product_public_id: string
  readonly product: string
}

/** The value by which the next page goes on. */
export function sortKeyOf(finding: ListedFinding, sort: FindingSort): string | number {
  return finding[FINDING_SORTS[sort].column] as string | number
}

export async function listFindings(
  db: Db,
  visible: Visible,
  filter: FindingFilter,
  page: FindingPage,
): Promise<readonly ListedFinding[]> {
  const { rows } = await listQuery(visible, filter, page).execute(db)
  return rows
}

/** Apart, so that the benchmark can have it explained. */
export function listQuery(
  visible: Visible,
  filter: FindingFilter,
  { sort, direction, after, limit }: FindingPage,
): RawBuilder<ListedFinding> {
  const { column, type } = FINDING_SORTS[sort]
  const way = direction === 'up' ? sql`asc` : sql`desc`
  const order = sql`order by ${sql.ref(`f.${column}`)} ${way}, f.id ${way}`
  const behind =
    after === undefined
      ? sql``
      : sql`and (${sql.ref(`f.${column}`)}, f.id) ${direction === 'up' ? sql`>` : sql`<`}
          (${after.key}::${sql.raw(type)}, ${after.id}::bigint)`
  return withNeighbours(
    sql`select f.* from finding f where ${findingCondition(visible, filter)} ${behind} ${order} limit ${limit}`,
    order,
  )
}

export function withNeighbours(
  findings: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): RawBuilder<ListedFinding> {
  return sql<ListedFinding>`
    select f.id, f.organisation_id, f.product_id, f.release_id, f.component_id, f.vulnerability_id, f.verdict, f.decided_by,
      f.rule, f.severity, f.is_exploited, f.epss, f.priority, f.vulnerability, f.component, f.first_seen, f.changed_at,
      f.closed_at, e.reason, e.justification, v.title, v.vector, v.epss as epss_probability,
      c.version as component_version, c.purl, r.public_id as release_public_id, r.version as release_version,
      p.public_id as product_public_id, p.name as product
    from (${findings}) f
      join vulnerability v on v.id = f.vulnerability_id
      join component c on c.id = f.component_id
      join release r on r.id = f.release_id
      join product p on p.id = f.product_id
      cross join lateral (
        select reason, justification from finding_event where finding_id = f.id order by id desc limit 1
      ) e
    ${order}
  `
}

/** How many there are, counted no further than `most`: whoever has more than that has many. */
export async function countFindings(
  db: Db,
  visible: Visible,
  filter: FindingFilter,
  most: number,
): Promise<{ readonly count: number; readonly isExact: boolean }> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from finding f where ${findingCondition(visible, filter)} limit ${most + 1}
    ) counted
  `.execute(db)
  const count = rows[0]?.count ?? 0
  return count > most ? { count: most, isExact: false } : { count, isExact: true }
}
