// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import type { NewFinding } from './save.ts'

/**
 * What stands of the components of these releases in which a vulnerability was found, under its own name or as a name of another,
 * as it was saved: every finding of such a component, since those of a component are saved together.
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
      where release_id = any(${of.releases}::bigint[]) and closed_at is null and vulnerability_id = any(array(
          select ${of.vulnerability}::bigint union all
          select n.vulnerability_id from vulnerability o join vulnerability_alias n on n.alias = o.name
          where o.id = ${of.vulnerability} and not starts_with(o.name, 'CVE-')
        ))
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

/** What stood beside a person's word when it was last laid on these findings, whether they stand or were closed since. */
export async function lastAssessed(
  db: Db,
  findings: readonly Pick<RowOf<'finding'>, 'release_id' | 'component_id' | 'vulnerability_id'>[],
): Promise<
  readonly (Pick<RowOf<'finding'>, 'release_id' | 'component_id' | 'vulnerability_id'> & {
    readonly evidence: unknown
  })[]
> {
  const { rows } = await sql<{
    release_id: number
    component_id: number
    vulnerability_id: number
    evidence: unknown
  }>`
    select f.release_id, f.component_id, f.vulnerability_id, e.evidence
    from unnest(
      ${findings.map(({ release_id }) => release_id)}::bigint[],
      ${findings.map(({ component_id }) => component_id)}::bigint[],
      ${findings.map(({ vulnerability_id }) => vulnerability_id)}::bigint[]
    ) as i (release_id, component_id, vulnerability_id)
      join finding f on f.release_id = i.release_id and f.component_id = i.component_id and f.vulnerability_id = i.vulnerability_id
      cross join lateral (
        select decided_by, evidence from finding_event where finding_id = f.id and kind <> 'closed' order by id desc limit 1
      ) e
    where e.decided_by = 'person'
  `.execute(db)
  return rows
}
