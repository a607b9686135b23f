// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import type { Visible } from '../visibility/index.ts'
import { findingCondition, type FindingCondition, type FindingFilter } from './filter.ts'
import { lookUp } from './look-up.ts'
import { namesCondition, namesLookedUp, namesTable } from './names.ts'
import { FINDING_SORTS, type FindingSort } from './sorts.ts'
import { chooseWay, rangeOf, type Way } from './ways.ts'

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
 * @param page `way` is for tests; all give the same
 */
export async function listFindings(
  db: Db,
  visible: Visible,
  filter: FindingFilter,
  page: FindingPage & { readonly way?: 'sort' | 'merge' | 'half' },
): Promise<readonly ListedFinding[]> {
  const { organisation } = visible
  const condition = findingCondition(visible, filter, await lookUp(db, filter, organisation))
  const isOpen = filter.state === undefined || filter.state === 'open'
  const way = !isOpen
    ? SORT
    : page.way === undefined
      ? await chooseWay(db, organisation, condition, page)
      : wayForTests(page.way, condition)
  const query =
    way.kind === 'sort' ? sorted(condition, page) : merged(organisation, condition, way, page)
  const { rows } = await query.execute(db)
  return rows
}

const SORT: Way = { kind: 'sort' }

function wayForTests(way: 'sort' | 'merge' | 'half', { classes }: FindingCondition): Way {
  if (way === 'sort') return SORT
  const isSorted = (one: number): boolean => way === 'half' && one % 2 === 0
  return {
    kind: 'merge',
    walked: classes.filter((one) => !isSorted(one)),
    sorted: classes.filter(isSorted),
  }
}

/** All that match, and of them the next. Materialized, else the planner walks the sort's index and hopes to meet them soon. */
function sorted(condition: FindingCondition, page: FindingPage): RawBuilder<ListedFinding> {
  const chosen = condition.isCovered
    ? covered(condition, page)
    : sql`select f.id, ${columnOf(page)} as key from finding f where ${condition.whole} ${behind(page)}`
  return sql<ListedFinding>`
    with chosen as materialized (${chosen})
    ${withNeighbours(
      sql`select f.* from (
        select c.id from chosen c order by c.key ${wayOf(page)}, c.id ${wayOf(page)} limit ${page.limit}
      ) next join finding f using (id)`,
      orderBy(page),
    )}
  `
}

/** From the index of vulnerabilities, of components or of products alone, or from the first two after one another. */
function covered(
  { whole, nameless, names }: FindingCondition,
  page: FindingPage,
): RawBuilder<unknown> {
  const { key, neighbour } = COVERED[page.sort]
  const part = (condition: RawBuilder<unknown>) =>
    sql`select f.id, ${key} as key from finding f ${neighbour} where ${condition} ${behind(page, key)}`
  if (names?.kind !== 'few' || names.components.length * names.vulnerabilities.length === 0) {
    return part(whole)
  }
  const components = sql`f.component_id = any(${names.components}::bigint[])`
  const vulnerabilities = sql`${names.vulnerabilities}::bigint[]`
  return sql`
    ${part(sql`${nameless} and f.vulnerability_id = any(${vulnerabilities})`)}
    union all
    ${part(sql`${nameless} and ${components} and f.vulnerability_id <> all(${vulnerabilities})`)}
  `
}

/** What is sorted by as the indexes have it: the priority holds severity and EPSS (see the migration); names are beside. */
const COVERED: Readonly<
  Record<
    FindingSort,
    { readonly key: RawBuilder<unknown>; readonly neighbour: RawBuilder<unknown> }
  >
> = {
  priority: { key: sql`f.priority`, neighbour: sql`` },
  severity: { key: sql`(f.priority % 200000 / 1002 - 1)`, neighbour: sql`` },
  epss: { key: sql`(f.priority % 200000 % 1002 - 1)`, neighbour: sql`` },
  firstSeen: { key: sql`f.first_seen`, neighbour: sql`` },
  changedAt: { key: sql`f.changed_at`, neighbour: sql`` },
  vulnerability: {
    key: sql`n.name`,
    neighbour: sql`join vulnerability n on n.id = f.vulnerability_id`,
  },
  component: { key: sql`n.name`, neighbour: sql`join component n on n.id = f.component_id` },
}

/**
 * The classes side by side, each in the order of its index: the database reads the first row of each, and from then on only the class
 * that comes next. What few match is taken by what it matches, as one more class.
 */
function merged(
  organisation: number,
  { rest, names }: FindingCondition,
  { walked, sorted: few }: Extract<Way, { kind: 'merge' }>,
  page: FindingPage,
): RawBuilder<ListedFinding> {
  if (walked.length + few.length === 0) {
    return withNeighbours(sql`select * from finding where false`, orderBy(page))
  }
  const range = rangeOf(names, page.sort)
  const others = rest.filter(({ isOfNames }) => isOfNames !== true).map((demand) => demand.sql)
  const demands = [
    sql`f.closed_at is null ${behind(page)}`,
    ...others,
    ...(range === undefined
      ? []
      : [sql`${sql.ref(`f.${range.column}`)} between ${range.range[0]} and ${range.range[1]}`]),
  ]
  const part = (ofClass: RawBuilder<unknown>, ofNames: RawBuilder<unknown>[]) => sql`(
    select f.id, ${columnOf(page)} as key from finding f
    where f.organisation_id = ${organisation} and ${sql.join([ofClass, ...demands, ...ofNames], sql` and `)}
    ${orderBy(page)} limit ${page.limit}
  )`
  const parts = [
    ...walked.map((one) =>
      part(sql`f.class = ${sql.lit(one)}`, names === undefined ? [] : [namesLookedUp(names)]),
    ),
    ...(few.length === 0
      ? []
      : [
          part(
            sql`f.class = any(${few}::smallint[])`,
            names === undefined ? [] : [namesCondition(names)],
          ),
        ]),
  ]
  const way = wayOf(page)
  return sql<ListedFinding>`
    ${names?.kind === 'few' ? namesTable(names) : sql``}
    ${withNeighbours(
      sql`select f.* from (
        select * from (${sql.join(parts, sql` union all `)}) part order by key ${way}, id ${way} limit ${page.limit}
      ) next join finding f using (id)`,
      orderBy(page),
    )}
  `
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

function behind(page: FindingPage, key = columnOf(page)): RawBuilder<unknown> {
  const { sort, direction, after } = page
  if (after === undefined) return sql``
  return sql`and (${key}, f.id) ${direction === 'up' ? sql`>` : sql`<`}
    (${after.key}::${sql.raw(FINDING_SORTS[sort].type)}, ${after.id}::bigint)`
}

export function withNeighbours(
  findings: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): RawBuilder<ListedFinding> {
  return sql<ListedFinding>`
    select f.id, f.organisation_id, f.product_id, f.release_id, f.component_id, f.vulnerability_id, f.verdict, f.decided_by,
      f.rule, f.severity, f.is_exploited, f.epss, f.priority, f.vulnerability, f.component, f.first_seen, f.changed_at,
      f.closed_at, e.reason, e.justification, v.title, case when v.severity = f.severity then v.vector end as vector, v.epss as epss_probability,
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
