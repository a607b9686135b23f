// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { sql } from 'kysely'
import { buildKey } from '../assessments/builds.ts'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import type { GroupKey } from './groups.ts'

/** How a group stands. */
export interface GroupSummary extends Readonly<Record<Verdict, number>> {
  readonly vulnerability: string
  readonly title: string | null
  readonly severity: number
  readonly is_exploited: boolean
  readonly epss_probability: number | null
  readonly component: string
  readonly component_version: string | null
  readonly purl: string | null
  /** Releases that have it: as many as findings. */
  readonly releases: number
  readonly products: number
  /** Of how many a person decided. */
  readonly by_person: number
  readonly rules: readonly string[]
  /** How many different builds show it, and in how many releases nothing of a build does; null where that is too much to count. */
  readonly builds: number | null
  readonly without_build: number | null
  readonly first_seen: string
  readonly changed_at: string
}

/** Findings of a page of groups whose builds are told apart while somebody waits. */
const MOST_TOLD_APART = 4_000

/** By the group's place among `keys`. @param archived releases that do not count */
export async function summaries(
  db: Db,
  visible: Visible,
  keys: readonly GroupKey[],
  archived: readonly number[] = [],
): Promise<ReadonlyMap<number, GroupSummary>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<GroupSummary & { readonly place: number }>`
    with chosen as (
      select * from unnest(
        ${keys.map(({ priority }) => priority)}::integer[],
        ${keys.map(({ vulnerability_id: id }) => id)}::bigint[],
        ${keys.map(({ component_id: id }) => id)}::bigint[]
      ) with ordinality as k (priority, vulnerability_id, component_id, place)
    ),
    -- by all forty classes, so that the index of groups leads straight to each
    standing as materialized (
      select k.place, f.release_id, f.product_id, f.component_id, f.verdict, f.decided_by, f.rule, f.first_seen, f.changed_at
      from chosen k cross join lateral (
        select * from finding f
        where f.organisation_id = ${visible.organisation} and f.class = any(array(select generate_series(0, 39))::smallint[])
          and f.priority = k.priority and f.vulnerability_id = k.vulnerability_id and f.component_id = k.component_id
          and f.closed_at is null and ${visibleProducts(visible, 'f')}
          and f.release_id <> all(${archived}::bigint[])
        offset 0
      ) f
    ),
    counted as (
      select place, count(*)::integer as releases, count(distinct product_id)::integer as products,
        count(*) filter (where verdict = 'affected')::integer as affected,
        count(*) filter (where verdict = 'unknown')::integer as unknown,
        count(*) filter (where verdict = 'fixed')::integer as fixed,
        count(*) filter (where verdict = 'not_affected')::integer as not_affected,
        count(*) filter (where decided_by = 'person')::integer as by_person,
        array_agg(distinct rule order by rule) as rules, min(first_seen) as first_seen, max(changed_at) as changed_at
      from standing group by place
    ),
    built as (
      select s.place, count(distinct b.key)::integer as builds, count(*) filter (where b.key is null)::integer as without_build
      from standing s cross join lateral (select ${buildKey(sql`s.release_id`, sql`s.component_id`)} as key) b
      where (select count(*) from standing) <= ${MOST_TOLD_APART}
      group by s.place
    )
    select n.*, b.builds, b.without_build, v.name as vulnerability, v.title, v.severity, v.is_exploited,
      v.epss as epss_probability, c.name as component, c.version as component_version, c.purl
    from counted n join chosen k using (place) left join built b using (place)
      join vulnerability v on v.id = k.vulnerability_id join component c on c.id = k.component_id
  `.execute(db)
  return new Map(rows.map(({ place, ...summary }) => [place - 1, summary]))
}
