// SPDX-License-Identifier: Apache-2.0
import type { ComponentIdentity } from '@headwater/domain/matching'
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'

/** A finding with everything that is told of it to others. */
export interface FindingStatement extends Pick<
  RowOf<'finding'>,
  'id' | 'verdict' | 'decided_by' | 'rule' | 'vulnerability' | 'first_seen' | 'changed_at'
> {
  readonly aliases: readonly string[]
  readonly title: string | null
  /** Base score times ten; -1 where nobody rates it. */
  readonly severity: number
  readonly vector: string | null
  readonly is_exploited: boolean
  readonly epss: number | null
  readonly component: ComponentIdentity
  readonly reason: string
  readonly justification: RowOf<'finding_event'>['justification']
  readonly evidence: unknown
}

/** What stands of a release, a part at a time, by id. */
export async function* findingStatements(
  db: Db,
  release: number,
): AsyncGenerator<readonly FindingStatement[]> {
  for (let after = 0; ;) {
    const { rows } = await sql<FindingStatement>`
      select f.id, f.verdict, f.decided_by, f.rule, f.vulnerability, f.first_seen, f.changed_at,
        coalesce((select array_agg(alias order by alias) from vulnerability_alias
          where vulnerability_id = v.id and alias <> v.name), '{}') as aliases,
        v.title, f.severity, case when v.severity = f.severity then v.vector end as vector, v.is_exploited, v.epss, c.facts as component, e.reason, e.justification, e.evidence
      from finding f join vulnerability v on v.id = f.vulnerability_id join component c on c.id = f.component_id
        join lateral (
          select reason, justification, evidence from finding_event where finding_id = f.id order by id desc limit 1
        ) e on true
      where f.release_id = ${release} and f.closed_at is null and f.id > ${after}
      order by f.id limit ${PART}
    `.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.id
  }
}

const PART = 1_000
