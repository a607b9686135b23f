// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import type { NewFinding } from './save.ts'

/**
 * What stands of the components of these releases in which a vulnerability was found, as it was saved: every finding of such a
 * component, since those of a component are saved together.
 */
export async function standingFindings(
  db: Db,
  of: {
    readonly releases: readonly number[]
    readonly vulnerability: number
    readonly component?: number
  },
): Promise<readonly { readonly release: number; readonly finding: NewFinding }[]> {
  const { rows } = await sql<
    Pick<
      RowOf<'finding'>,
      'release_id' | 'component_id' | 'vulnerability_id' | 'verdict' | 'decided_by' | 'rule'
    > &
      Pick<RowOf<'finding_event'>, 'justification' | 'reason' | 'evidence'>
  >`
    select f.release_id, f.component_id, f.vulnerability_id, e.verdict, e.decided_by, e.rule, e.justification, e.reason, e.evidence
    from finding f cross join lateral (
      select * from finding_event where finding_id = f.id order by id desc limit 1
    ) e
    where f.closed_at is null and (f.release_id, f.component_id) in (
      select release_id, component_id from finding
      where release_id = any(${of.releases}::bigint[]) and vulnerability_id = ${of.vulnerability} and closed_at is null
        ${of.component === undefined ? sql`` : sql`and component_id = ${of.component}`}
    )
    order by f.release_id, f.id
  `.execute(db)
  return rows.map((row) => ({
    release: row.release_id,
    finding: {
      component: row.component_id,
      vulnerability: row.vulnerability_id,
      verdict: row.verdict,
      decidedBy: row.decided_by,
      rule: row.rule,
      ...(row.justification === null
        ? {}
        : { justification: row.justification as NonNullable<NewFinding['justification']> }),
      reason: row.reason,
      ...(row.evidence === null ? {} : { evidence: row.evidence }),
    },
  }))
}
