// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import { jsonText, plainText, type Db } from '../schema/index.ts'
import type { ChangedFinding, RatedFinding, StatedFinding } from './save.ts'

interface Context {
  readonly cause: string
  readonly at: string
}

/** Rows of one statement. */
const BATCH = 2_000

/** Rows and their first events; what they are sorted by comes from the vulnerability and the component. */
export async function writeOpened(
  db: Db,
  findings: readonly StatedFinding[],
  { cause, at }: Context,
): Promise<void> {
  for (let from = 0; from < findings.length; from += BATCH) {
    const batch = findings.slice(from, from + BATCH)
    const { rows } = await sql<{ count: number }>`
      with input as (select * from unnest(
        ${batch.map(({ release }) => release)}::bigint[],
        ${batch.map(({ component }) => component)}::bigint[],
        ${batch.map(({ vulnerability }) => vulnerability)}::bigint[],
        ${batch.map(({ hash }) => hash)}::text[],
        ${said(batch)}
      ) as i (release_id, component_id, vulnerability_id, hash, verdict, decided_by, rule, justification, reason, evidence, severity)),
      opened as (
        insert into finding (organisation_id, product_id, release_id, component_id, vulnerability_id, verdict, decided_by,
          rule, hash, severity, is_exploited, epss, vulnerability, component, first_seen, changed_at)
        select r.organisation_id, r.product_id, r.id, c.id, v.id, i.verdict, i.decided_by, i.rule, decode(i.hash, 'hex'),
          coalesce(i.severity, v.severity), v.is_exploited, coalesce(round(v.epss * 1000), -1), v.name, c.name, ${at}::timestamptz, ${at}::timestamptz
        from input i join release r on r.id = i.release_id join component c on c.id = i.component_id
          join vulnerability v on v.id = i.vulnerability_id
        returning id, release_id, component_id, vulnerability_id
      ),
      told as (
        insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, justification, reason, evidence, cause)
        select o.id, o.release_id, 'opened', ${at}::timestamptz, i.verdict, i.decided_by, i.rule, i.justification, i.reason,
          i.evidence::json, ${cause}::json
        from opened o join input i using (release_id, component_id, vulnerability_id)
      )
      select count(*) as count from opened
    `.execute(db)
    if (rows[0]?.count !== batch.length) {
      throw new StoreError('MISSING', 'findings for a component or vulnerability that is not there')
    }
  }
}

/** New words for findings that are there, or were there before. */
export async function writeKnown(
  db: Db,
  findings: readonly ChangedFinding[],
  { cause, at }: Context,
): Promise<void> {
  for (let from = 0; from < findings.length; from += BATCH) {
    const batch = findings.slice(from, from + BATCH)
    const stated = batch.map(({ finding }) => finding)
    await sql`
      with input as (select * from unnest(
        ${batch.map(({ id }) => id)}::bigint[],
        ${batch.map(({ kind }) => kind)}::text[],
        ${stated.map(({ release }) => release)}::bigint[],
        ${stated.map(({ hash }) => hash)}::text[],
        ${said(stated)}
      ) as i (id, kind, release_id, hash, verdict, decided_by, rule, justification, reason, evidence, severity)),
      changed as (
        update finding f set verdict = i.verdict, decided_by = i.decided_by, rule = i.rule, hash = decode(i.hash, 'hex'),
          changed_at = ${at}::timestamptz, closed_at = null,
          severity = coalesce(i.severity, f.severity), is_exploited = v.is_exploited, epss = coalesce(round(v.epss * 1000), -1)
        from input i, vulnerability v
        where f.id = i.id and v.id = f.vulnerability_id
      )
      insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, justification, reason, evidence, cause)
      select id, release_id, kind, ${at}::timestamptz, verdict, decided_by, rule, justification, reason, evidence::json, ${cause}::json
      from input
    `.execute(db)
  }
}

/** The row stays, with what it said last; its event says that nobody says so any more. */
export async function writeClosed(
  db: Db,
  ids: readonly number[],
  { cause, at }: Context,
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with closed as (
      update finding set closed_at = ${at}::timestamptz, changed_at = ${at}::timestamptz
      where id = any(${ids}::bigint[])
      returning id, release_id, verdict, decided_by, rule
    )
    insert into finding_event (finding_id, release_id, kind, at, verdict, decided_by, rule, reason, cause)
    select id, release_id, 'closed', ${at}::timestamptz, verdict, decided_by, rule,
      'no document and no advisory says so any more', ${cause}::json
    from closed
  `.execute(db)
}

/** What is rated otherwise and says what it said. */
export async function writeRated(db: Db, findings: readonly RatedFinding[]): Promise<void> {
  if (findings.length === 0) return
  await sql`
    update finding f set severity = i.severity
    from unnest(${findings.map(({ id }) => id)}::bigint[], ${findings.map(({ severity }) => severity)}::smallint[]) as i (id, severity)
    where f.id = i.id
  `.execute(db)
}

/** The seven columns that both statements have in common. */
function said(findings: readonly StatedFinding[]) {
  return sql`
    ${findings.map(({ verdict }) => verdict)}::text[],
    ${findings.map(({ decidedBy }) => decidedBy)}::text[],
    ${findings.map(({ rule }) => rule)}::text[],
    ${findings.map(({ justification }) => justification ?? null)}::text[],
    ${findings.map(({ reason }) => plainText(reason))}::text[],
    ${findings.map(({ evidence }) => (evidence === undefined ? null : jsonText(evidence)))}::text[],
    ${findings.map(({ severity }) => severity ?? null)}::smallint[]
  `
}
