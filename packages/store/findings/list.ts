// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import type { Visible } from '../visibility/index.ts'
import {
  findingCondition,
  type About,
  type FindingCondition,
  type FindingFilter,
} from './filter.ts'
import { lookUp } from './look-up.ts'

/** What a list may be sorted by, each a stored column with an index. Ties are broken by id, in the same direction. */
export const FINDING_SORTS = {
  priority: { column: 'priority', type: 'integer', about: 'score' },
  severity: { column: 'severity', type: 'smallint', about: 'score' },
  epss: { column: 'epss', type: 'smallint', about: 'score' },
  firstSeen: { column: 'first_seen', type: 'timestamptz', about: 'time' },
  changedAt: { column: 'changed_at', type: 'timestamptz', about: 'time' },
  vulnerability: { column: 'vulnerability', type: 'text', about: 'name' },
  component: { column: 'component', type: 'text', about: 'name' },
} as const satisfies Readonly<
  Record<
    string,
    { readonly column: keyof RowOf<'finding'>; readonly type: string; readonly about: About }
  >
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
export interface ListedFinding extends Omit<RowOf<'finding'>, 'hash' | 'class'> {
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

/**
 * A page of findings, in a time that does not grow with their number: either few match, and those are sorted, or so many do that each
 * class has the next ones close by in its index.
 * @param page `way` is for tests; both give the same
 */
export async function listFindings(
  db: Db,
  visible: Visible,
  filter: FindingFilter,
  page: FindingPage & { readonly way?: 'sort' | 'merge' },
): Promise<readonly ListedFinding[]> {
  const condition = findingCondition(
    visible,
    filter,
    await lookUp(db, filter, visible.organisation),
  )
  const { column } = FINDING_SORTS[page.sort]
  const isOpen = filter.state === undefined || filter.state === 'open'
  // what is asked of the column that is sorted by is a range of its index
  const isInIndex = condition.rest.every((demand) => demand.column === column)
  const way = !isOpen
    ? 'sort'
    : (page.way ?? (isInIndex ? 'merge' : await cheaperWay(db, condition, page)))
  const query =
    way === 'sort' ? sorted(condition, page) : merged(visible.organisation, condition, page)
  const { rows } = await query.execute(db)
  return rows
}

/** What the planner expects to match, against what a merge would read until each class has a page of those. */
export async function cheaperWay(
  db: Db,
  { whole, classes, rest }: FindingCondition,
  { sort, limit }: FindingPage,
): Promise<'sort' | 'merge'> {
  const { rows } = await sql<{
    'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[]
  }>`
    explain (format json) select 1 from finding f where ${whole}
  `.execute(db)
  const expected = rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
  if (expected < FEW) return 'sort'
  const { rows: sizes } = await sql<{ all: number }>`
    select reltuples as all from pg_class where oid = 'finding'::regclass
  `.execute(db)
  const all = Math.max(sizes[0]?.all ?? 0, expected)
  const isCrowded = rest.some(({ about }) => about === FINDING_SORTS[sort].about)
  // what an eighth of everything matches is never far
  if (isCrowded && expected < Math.min(MANY, all / 8)) return 'sort'
  return expected * expected < classes.length * limit * all ? 'sort' : 'merge'
}

/** Sorted in no time. */
const FEW = 5_000
/** Sorted in half a second: still better than to walk to where they all stand. */
const MANY = 300_000

/** All that match, and of them the next. Materialized, else the planner walks the sort's index and hopes to meet them soon. */
function sorted({ whole }: FindingCondition, page: FindingPage): RawBuilder<ListedFinding> {
  const order = orderBy(page)
  return sql<ListedFinding>`
    with chosen as materialized (
      select f.id, ${columnOf(page)} as key from finding f where ${whole} ${behind(page)}
    )
    ${withNeighbours(
      sql`select f.* from (
        select c.id from chosen c order by c.key ${wayOf(page)}, c.id ${wayOf(page)} limit ${page.limit}
      ) next join finding f using (id)`,
      order,
    )}
  `
}

/** The next of each class, and of them the next. */
function merged(
  organisation: number,
  { classes, rest }: FindingCondition,
  page: FindingPage,
): RawBuilder<ListedFinding> {
  const way = wayOf(page)
  return withNeighbours(
    sql`select f.* from (
      select next.id from unnest(${classes}::smallint[]) as c (class) cross join lateral (
        select f.id, ${columnOf(page)} as key from finding f
        where f.organisation_id = ${organisation} and f.class = c.class and f.closed_at is null ${behind(page)}
          ${
            rest.length === 0
              ? sql``
              : sql`and ${sql.join(
                  rest.map((demand) => demand.sql),
                  sql` and `,
                )}`
          }
        ${orderBy(page)} limit ${page.limit}
      ) next order by next.key ${way}, next.id ${way} limit ${page.limit}
    ) next join finding f using (id)`,
    orderBy(page),
  )
}

function columnOf({ sort }: FindingPage): RawBuilder<unknown> {
  return sql.ref(`f.${FINDING_SORTS[sort].column}`)
}

function wayOf({ direction }: FindingPage): RawBuilder<unknown> {
  return direction === 'up' ? sql`asc` : sql`desc`
}

function orderBy(page: FindingPage): RawBuilder<unknown> {
  return sql`order by ${columnOf(page)} ${wayOf(page)}, f.id ${wayOf(page)}`
}

function behind(page: FindingPage): RawBuilder<unknown> {
  const { sort, direction, after } = page
  if (after === undefined) return sql``
  return sql`and (${columnOf(page)}, f.id) ${direction === 'up' ? sql`>` : sql`<`}
    (${after.key}::${sql.raw(FINDING_SORTS[sort].type)}, ${after.id}::bigint)`
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
  const { whole } = findingCondition(
    visible,
    filter,
    await lookUp(db, filter, visible.organisation),
  )
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from finding f where ${whole} limit ${most + 1}
    ) counted
  `.execute(db)
  const count = rows[0]?.count ?? 0
  return count > most ? { count: most, isExact: false } : { count, isExact: true }
}
