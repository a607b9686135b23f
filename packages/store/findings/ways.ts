// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../schema/index.ts'
import type { FindingCondition } from './filter.ts'
import type { FewNames, NamesWithText } from './names.ts'
import type { FindingPage } from './list.ts'
import { FINDING_SORTS, type FindingSort } from './sorts.ts'

/** How a list is made: all that match are sorted, or the classes are walked side by side, each in the order of its index. */
export type Way =
  | { readonly kind: 'sort' }
  | {
      readonly kind: 'merge'
      readonly walked: readonly number[]
      /** Classes of which so few match that those are taken by what they match. */
      readonly sorted: readonly number[]
    }

/**
 * The cheaper way by rows that are read. A walk over all classes reads the first row of each and then only as many as the page has; of
 * those rows one in (findings / matches) matches.
 */
export async function chooseWay(
  db: Db,
  organisation: number,
  condition: FindingCondition,
  page: Pick<FindingPage, 'sort' | 'limit'>,
): Promise<Way> {
  const { classes, rest, names } = condition
  const { column, about } = FINDING_SORTS[page.sort]
  // what is asked of the column that is sorted by is a range of its index
  if (rest.every((demand) => demand.column === column)) {
    return { kind: 'merge', walked: classes, sorted: [] }
  }
  const expected = await expectedMatches(db, condition)
  if (expected < (condition.isCovered ? FEW_COVERED : FEW)) return { kind: 'sort' }
  const all = Math.max(await findingsOf(db), expected)
  const isCrowded = rest.some(
    (demand) =>
      demand.about === about &&
      (demand.isOfNames !== true || rangeOf(names, page.sort) === undefined),
  )
  // what an eighth of everything matches is never far
  if (isCrowded && expected < Math.min(MANY, all / 8)) return { kind: 'sort' }
  if (names?.kind === 'few') {
    return splitClasses(await classSizes(db, all), await namedClasses(db, organisation, names), {
      classes,
      expected,
      all,
      limit: page.limit,
    })
  }
  return walkedRows(classes.length, page.limit, expected, all) > expected
    ? { kind: 'sort' }
    : { kind: 'merge', walked: classes, sorted: [] }
}

/** Where all that matches stands in an order by names; undefined: anywhere. */
export function rangeOf(
  names: NamesWithText | undefined,
  sort: FindingSort,
): { readonly column: string; readonly range: readonly [string, string] } | undefined {
  const { componentRange, vulnerabilityRange } = names ?? {}
  if (sort === 'component' && vulnerabilityRange === undefined && componentRange !== undefined) {
    return { column: 'component', range: componentRange }
  }
  if (
    sort === 'vulnerability' &&
    componentRange === undefined &&
    vulnerabilityRange !== undefined
  ) {
    return { column: 'vulnerability', range: vulnerabilityRange }
  }
  return undefined
}

/** Of groups, whose walks are not lazy: what the planner expects to match, against what a page of each class reads. */
export async function cheaperWay(
  db: Db,
  condition: FindingCondition,
  { sort, limit }: Pick<FindingPage, 'sort' | 'limit'>,
): Promise<'sort' | 'merge'> {
  const expected = await expectedMatches(db, condition)
  if (expected < FEW) return 'sort'
  const all = Math.max(await findingsOf(db), expected)
  const isCrowded = condition.rest.some(({ about }) => about === FINDING_SORTS[sort].about)
  if (isCrowded && expected < Math.min(MANY, all / 8)) return 'sort'
  return expected * expected < condition.classes.length * limit * all ? 'sort' : 'merge'
}

/** Sorted in no time. */
const FEW = 2_000
/** The same where an index alone says all of it. */
const FEW_COVERED = 400_000
/** Sorted in half a second: still better than to walk to where they all stand. */
const MANY = 300_000

function walkedRows(classes: number, limit: number, matches: number, all: number): number {
  return ((classes + limit) * all) / matches
}

/** As the planner knows it; of a text that is in many names a sample says how many findings have it. */
async function expectedMatches(
  db: Db,
  { whole, nameless, names }: FindingCondition,
): Promise<number> {
  const { rows } = await sql<{
    'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[]
  }>`
    explain (format json) select 1 from finding f where ${names?.kind === 'many' ? nameless : whole}
  `.execute(db)
  const expected = rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
  return names?.kind === 'many' ? expected * names.share : expected
}

async function findingsOf(db: Db): Promise<number> {
  const { rows } = await sql<{ all: number }>`
    select reltuples as all from pg_class where oid = 'finding'::regclass
  `.execute(db)
  return Math.max(rows[0]?.all ?? 0, 0)
}

/** A class with few matches would be walked to its end for the first of them. */
export function splitClasses(
  sizes: ReadonlyMap<number, number>,
  named: ReadonlyMap<number, number>,
  of: {
    readonly classes: readonly number[]
    readonly expected: number
    readonly all: number
    readonly limit: number
  },
): Way {
  const present = of.classes.filter((one) => named.has(one))
  const total = present.reduce((sum, one) => sum + (named.get(one) ?? 0), 0)
  // what else is asked for takes its share of each class alike
  const share = Math.min(1, of.expected / Math.max(total, 1))
  const walked: number[] = []
  const sorted: number[] = []
  let rows = 0
  for (const one of present) {
    const matches = (named.get(one) ?? 0) * share
    const size = sizes.get(one) ?? of.all / 1000
    const read = Math.min(size, (1 + (of.limit * matches) / (total * share)) * (size / matches))
    rows += Math.min(read, matches)
    ;(read < matches ? walked : sorted).push(one)
  }
  return rows * 2 > total * share ? { kind: 'sort' } : { kind: 'merge', walked, sorted }
}

/** How many findings of each class have one of the names, from the indexes of these alone. */
async function namedClasses(
  db: Db,
  organisation: number,
  { components, vulnerabilities }: FewNames,
): Promise<ReadonlyMap<number, number>> {
  const counted = (ids: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select f.class, count(*) as count from finding f
    where ${ids} and f.organisation_id = ${organisation} and f.closed_at is null group by f.class
  `
  const { rows } = await sql<{ class: number; count: number }>`
    select class, sum(count)::bigint as count from (
      ${counted(sql`f.component_id = any(${components}::bigint[])`)}
      union all
      ${counted(sql`f.vulnerability_id = any(${vulnerabilities}::bigint[])`)}
    ) counted group by class
  `.execute(db)
  return new Map(rows.map((row) => [row.class, row.count]))
}

/** As the planner knows them. */
async function classSizes(db: Db, all: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ class: number; share: number }>`
    select c.class, c.share from pg_stats s,
      unnest(s.most_common_vals::text::smallint[], s.most_common_freqs) as c (class, share)
    where s.schemaname = current_schema() and s.tablename = 'finding' and s.attname = 'class'
  `.execute(db)
  return new Map(rows.map((row) => [row.class, row.share * all]))
}
