// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import type { Assessment } from '../assessments/index.ts'
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** Verdicts that were given together. */
export interface Decision {
  readonly decision: string
  readonly author: string | null
  readonly at: string
  readonly verdict: RowOf<'assessment'>['verdict']
  readonly scope: RowOf<'assessment'>['scope']
  readonly reason: string
  readonly assessments: number
  /** Of those: in force or waiting for a second person. */
  readonly standing: number
  /** A few of them, by name. */
  readonly vulnerabilities: readonly string[]
}

/** The last decisions of which every verdict may be seen, the last first. */
export async function decisions(
  db: Db,
  visible: Visible,
  limit: number,
): Promise<readonly Decision[]> {
  const { rows } = await sql<Decision>`
    with last as materialized (
      select decision, max(id) as id from assessment a
      where a.organisation_id = ${visible.organisation} and a.decision is not null
      group by decision order by 2 desc limit ${limit * 5}
    )
    select a.decision, min(c.name) as author, min(a.created_at) as at, min(a.verdict) as verdict, min(a.scope) as scope,
      min(a.reason) as reason, count(*)::integer as assessments,
      count(*) filter (where a.state in ('active', 'proposed'))::integer as standing,
      (array_agg(distinct v.name order by v.name))[1:3] as vulnerabilities
    from last join assessment a using (decision) join vulnerability v on v.id = a.vulnerability_id
      left join account c on c.id = a.author_id
      left join lateral (
        select a.organisation_id, coalesce(a.product_id, (select product_id from release where id = a.release_id)) as product_id
      ) p on true
    where a.organisation_id = ${visible.organisation}
    group by a.decision
    having bool_and(a.scope in ('build', 'line', 'organisation') or coalesce(${visibleProducts(visible, 'p')}, false))
    order by max(a.id) desc limit ${limit}
  `.execute(db)
  return rows
}

/** Until the transaction ends nobody else gives a verdict on these: in the order of ids, so that two wait for each other in one order. */
export async function holdVulnerabilities(db: Db, names: readonly string[]): Promise<void> {
  await sql`
    select id from vulnerability where name = any(${names.map((name) => keyText(name))}::text[])
    order by id for no key update
  `.execute(db)
}

/**
 * Takes back what a decision says and has not been replaced since; what it had replaced stands again unless that has run out. Gives the
 * verdicts that ended.
 * @throws StoreError `INVALID` where nothing of it stands
 */
export async function undoDecision(
  db: Db,
  undo: {
    readonly organisation: number
    readonly decision: string
    readonly by: number
    readonly reason: string
    readonly at: string
  },
): Promise<readonly Assessment[]> {
  const { organisation, decision, by, reason, at } = undo
  return inTransaction(db, async (trx) => {
    await sql`
      select id from vulnerability where id in (
        select vulnerability_id from assessment where organisation_id = ${organisation} and decision = ${decision}::uuid
      ) order by id for no key update
    `.execute(trx)
    const ended = await trx
      .updateTable('assessment')
      .set({ state: 'withdrawn', ended_by: by, ended_at: at, end_reason: plainText(reason) })
      .where('organisation_id', '=', organisation)
      .where('decision', '=', decision)
      .where('state', 'in', ['proposed', 'active'])
      .returningAll()
      .execute()
    if (ended.length === 0) throw new StoreError('INVALID', 'nothing of the decision stands')
    const before = ended.flatMap(({ replaces_id: id }) => (id === null ? [] : [id]))
    await trx
      .updateTable('assessment')
      .set({ state: 'active', ended_at: null, ended_by: null })
      .where('id', 'in', before.length === 0 ? [0] : before)
      .where('state', '=', 'replaced')
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
      .execute()
    return ended
  })
}
