// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'
import { sql } from 'kysely'
import { releaseWithParts } from '../portfolio/index.ts'
import type { Db } from '../schema/index.ts'

/** One vulnerability of one component in a release or anything that it contains, with the worst that any of them says. */
export interface RolledUpFinding {
  readonly component_id: number
  readonly component: string
  readonly vulnerability_id: number
  readonly vulnerability: string
  readonly verdict: Verdict
  readonly priority: number
  /** In how many of the releases. */
  readonly releases: number
}

/** The most urgent first; `after` is the last row of the page before. */
export async function rollUpFindings(
  db: Db,
  release: number,
  page: {
    readonly after?: Pick<RolledUpFinding, 'priority' | 'component_id' | 'vulnerability_id'>
    readonly limit: number
  },
): Promise<readonly RolledUpFinding[]> {
  const { after } = page
  const { rows } = await sql<RolledUpFinding>`
    select * from (
      select component_id, vulnerability_id, min(component) as component, min(vulnerability) as vulnerability,
        ${WORST} as verdict, max(priority) as priority, count(*)::integer as releases
      from finding where release_id in (${releaseWithParts(release)}) and closed_at is null
      group by component_id, vulnerability_id
    ) f
    where ${
      after === undefined
        ? sql`true`
        : sql`(-priority, component_id, vulnerability_id) >
            (${-after.priority}::integer, ${after.component_id}::bigint, ${after.vulnerability_id}::bigint)`
    }
    order by -priority, component_id, vulnerability_id limit ${page.limit}
  `.execute(db)
  return rows
}

/**
 * How many (component, vulnerability) pairs a release and everything in it has, each once, by the worst verdict; and how many of
 * those that are affected or unknown are exploited.
 */
export async function rollUpCounters(
  db: Db,
  release: number,
): Promise<Readonly<Record<Verdict | 'exploited', number>>> {
  const { rows } = await sql<{ verdict: Verdict; count: number; exploited: number }>`
    select verdict, count(*) as count, count(*) filter (where is_exploited and verdict in ('affected', 'unknown')) as exploited
    from (
      select ${WORST} as verdict, bool_or(is_exploited) as is_exploited from finding
      where release_id in (${releaseWithParts(release)}) and closed_at is null
      group by component_id, vulnerability_id
    ) f group by verdict
  `.execute(db)
  const counters = { affected: 0, unknown: 0, fixed: 0, not_affected: 0, exploited: 0 }
  for (const { verdict, count, exploited } of rows) {
    counters[verdict] = count
    counters.exploited += exploited
  }
  return counters
}

const WORST = sql`case
  when bool_or(verdict = 'affected') then 'affected' when bool_or(verdict = 'unknown') then 'unknown'
  when bool_or(verdict = 'fixed') then 'fixed' else 'not_affected' end`
