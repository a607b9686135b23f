// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import { containing } from '../rows/index.ts'
import type { Db } from '../schema/index.ts'

/** What a text was found in. */
export type NamesWithText = FewNames | ManyNames

export interface FewNames extends NameRanges {
  readonly kind: 'few'
  readonly components: readonly number[]
  readonly vulnerabilities: readonly number[]
}

/** In so many that each finding is asked. */
interface ManyNames extends NameRanges {
  readonly kind: 'many'
  readonly pattern: string
  /** Of all findings that have one of the names, by a sample. */
  readonly share: number
}

/** From the first of the names to the last; absent where it is in none of them. */
interface NameRanges {
  readonly componentRange?: readonly [string, string]
  readonly vulnerabilityRange?: readonly [string, string]
}

/** More than this are many, */
const FEW = 5_000
/** unless so small a share of the findings has them that they are better found by what has the names. */
const FEW_FINDINGS = 0.002
const MOST_NAMES = 100_000

/** Looks a text up among the names of components and vulnerabilities, of which there are few beside findings. */
export async function namesWithText(
  db: Db,
  text: string | undefined,
): Promise<NamesWithText | undefined> {
  if (text === undefined || text === '') return undefined
  const pattern = containing(text)
  const few = await namesLike(db, pattern, FEW)
  if (few !== undefined) return few
  const share = await sampledShare(db, pattern)
  const rare = share < FEW_FINDINGS ? await namesLike(db, pattern, MOST_NAMES) : undefined
  return rare ?? { kind: 'many', pattern, share, ...(await rangesLike(db, pattern)) }
}

const small = (pattern: string) => sql`lower(${pattern}::text collate "C")`
/** The index of few bytes first: it holds names and purls. */
const componentLike = (pattern: string) =>
  sql`search like ${small(pattern)} and lower(name) like ${small(pattern)}`

interface RangeRow {
  readonly first_component: string | null
  readonly last_component: string | null
  readonly first_vulnerability: string | null
  readonly last_vulnerability: string | null
}

const RANGES = sql`
  (select min(name) from c) as first_component, (select max(name) from c) as last_component,
  (select min(name) from v) as first_vulnerability, (select max(name) from v) as last_vulnerability
`

/** Undefined: there are more. */
async function namesLike(db: Db, pattern: string, most: number): Promise<FewNames | undefined> {
  const { rows } = await sql<
    RangeRow & { readonly components: number[]; readonly vulnerabilities: number[] }
  >`
    with c as materialized (select id, name from component where ${componentLike(pattern)} limit ${most + 1}),
    a as materialized (
      select distinct vulnerability_id from vulnerability_alias where lower(alias) like ${small(pattern)} limit ${most + 1}
    ),
    v as (select id, name from vulnerability where id in (select vulnerability_id from a))
    select array(select id from c) as components, array(select vulnerability_id from a) as vulnerabilities, ${RANGES}
  `.execute(db)
  const { components = [], vulnerabilities = [], ...ranges } = rows[0] ?? {}
  if (components.length > most || vulnerabilities.length > most) return undefined
  return { kind: 'few', components, vulnerabilities, ...rangesOf(ranges) }
}

async function rangesLike(db: Db, pattern: string): Promise<NameRanges> {
  const { rows } = await sql<RangeRow>`
    with c as (select name from component where ${componentLike(pattern)}),
    v as (
      select name from vulnerability where id in (
        select vulnerability_id from vulnerability_alias where lower(alias) like ${small(pattern)}
      )
    )
    select ${RANGES}
  `.execute(db)
  return rangesOf(rows[0] ?? {})
}

function rangesOf(row: Partial<RangeRow>): NameRanges {
  const { first_component, last_component, first_vulnerability, last_vulnerability } = row
  const range = (first?: string | null, last?: string | null) =>
    typeof first === 'string' && typeof last === 'string' ? ([first, last] as const) : undefined
  const componentRange = range(first_component, last_component)
  const vulnerabilityRange = range(first_vulnerability, last_vulnerability)
  return {
    ...(componentRange === undefined ? {} : { componentRange }),
    ...(vulnerabilityRange === undefined ? {} : { vulnerabilityRange }),
  }
}

/** Pages of the table that are looked at. */
const SAMPLE = 200

async function sampledShare(db: Db, pattern: string): Promise<number> {
  const { rows: sizes } = await sql<{ pages: number }>`
    select relpages as pages from pg_class where oid = 'finding'::regclass
  `.execute(db)
  const percent = Math.min(100, (100 * SAMPLE) / Math.max(sizes[0]?.pages ?? 0, 1))
  const { rows } = await sql<{ share: number | null }>`
    select avg((${hasName(pattern)})::integer)::real as share from finding f tablesample system (${percent}::real)
  `.execute(db)
  return rows[0]?.share ?? 1
}

/** The condition on `finding f`. */
export function namesCondition(names: NamesWithText): RawBuilder<unknown> {
  if (names.kind === 'many') return hasName(names.pattern)
  const { components, vulnerabilities } = names
  const ofComponent = sql`f.component_id = any(${components}::bigint[])`
  const ofVulnerability = sql`f.vulnerability_id = any(${vulnerabilities}::bigint[])`
  // one array alone is found by its index
  if (vulnerabilities.length === 0) return ofComponent
  return components.length === 0 ? ofVulnerability : sql`(${ofComponent} or ${ofVulnerability})`
}

/** The same for a query that asks many times and has {@link namesTable}: the arrays stand in it once. */
export function namesLookedUp(names: NamesWithText): RawBuilder<unknown> {
  // `or` keeps the planner from turning it around and beginning with the names
  return names.kind === 'many'
    ? hasName(names.pattern)
    : sql`(f.component_id in (select id from named_component) or f.vulnerability_id in (select id from named_vulnerability))`
}

/** What `with` begins with. */
export function namesTable({ components, vulnerabilities }: FewNames): RawBuilder<unknown> {
  return sql`with named_component as materialized (select unnest(${components}::bigint[]) as id),
    named_vulnerability as materialized (select unnest(${vulnerabilities}::bigint[]) as id)`
}

function hasName(pattern: string): RawBuilder<unknown> {
  return sql`(lower(f.component) like ${small(pattern)} or exists (
    select 1 from vulnerability_alias a where a.vulnerability_id = f.vulnerability_id and lower(a.alias) like ${small(pattern)}
  ))`
}
