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
      from finding where release_id = any(array(${releaseWithParts(release)})) and closed_at is null
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
  // classes as the migration makes them: the worst verdict has the smallest, and the last digit is from five on where it is exploited
  const { rows } = await sql<Record<Verdict | 'exploited', number>>`
    select count(*) filter (where worst = 0) as affected, count(*) filter (where worst = 1) as unknown,
      count(*) filter (where worst = 2) as fixed, count(*) filter (where worst = 3) as not_affected,
      count(*) filter (where worst < 2 and exploited >= 5) as exploited
    from (
      select min(class / 10) as worst, max(class % 10) as exploited from finding
      where release_id = any(array(${releaseWithParts(release)})) and closed_at is null
      group by component_id, vulnerability_id
    ) f
  `.execute(db)
  return rows[0] ?? { affected: 0, unknown: 0, fixed: 0, not_affected: 0, exploited: 0 }
}

const WORST = sql`case
  when bool_or(verdict = 'affected') then 'affected' when bool_or(verdict = 'unknown') then 'unknown'
  when bool_or(verdict = 'fixed') then 'fixed' else 'not_affected' end`
