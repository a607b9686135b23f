// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import { withNeighbours, type ListedFinding } from './list.ts'

/** One finding with the evidence of its last event. */
export interface FoundFinding extends ListedFinding {
  readonly evidence: unknown
  readonly cause: unknown
}

export async function findFinding(
  db: Db,
  visible: Visible,
  id: number,
): Promise<FoundFinding | undefined> {
  const one = sql`select f.* from finding f where f.id = ${id} and ${visibleProducts(visible, 'f')}`
  const { rows } = await sql<FoundFinding>`
    select f.*, e.evidence, e.cause from (${withNeighbours(one, sql``)}) f
      cross join lateral (
        select evidence, cause from finding_event where finding_id = f.id order by id desc limit 1
      ) e
  `.execute(db)
  return rows[0]
}

export type FindingEvent = RowOf<'finding_event'>

/** Everything that was ever said of it, the first first. */
export async function findingHistory(db: Db, finding: number): Promise<readonly FindingEvent[]> {
  return db
    .selectFrom('finding_event')
    .selectAll()
    .where('finding_id', '=', finding)
    .orderBy('id')
    .execute()
}

/** What was known of a finding at an instant. */
export interface KnownFinding {
  readonly finding_id: number
  readonly component_id: number
  readonly component: string
  readonly vulnerability_id: number
  readonly vulnerability: string
  readonly verdict: RowOf<'finding'>['verdict']
  readonly decided_by: RowOf<'finding'>['decided_by']
  readonly rule: string
  readonly justification: string | null
  readonly reason: string
  readonly at: string
}

/**
 * What we knew of a release at an instant: of each finding its last event until then, without those that were closed. By id,
 * `limit` at a time.
 */
export async function findingsAt(
  db: Db,
  release: number,
  at: string,
  page: { readonly after?: number; readonly limit: number },
): Promise<readonly KnownFinding[]> {
  const { rows } = await sql<KnownFinding>`
    select e.finding_id, f.component_id, f.component, f.vulnerability_id, f.vulnerability,
      e.verdict, e.decided_by, e.rule, e.justification, e.reason, e.at
    from finding f cross join lateral (
      select * from finding_event e where e.finding_id = f.id and e.at <= ${at}::timestamptz order by e.id desc limit 1
    ) e
    where f.release_id = ${release} and e.kind <> 'closed' and f.id > ${page.after ?? 0}
    order by f.id limit ${page.limit}
  `.execute(db)
  return rows
}

/** A row of a comparison: what the one side says and what the other; null where a side has no such finding. */
export interface FindingDifference {
  readonly component: string
  readonly component_version: string | null
  readonly vulnerability: string
  readonly left: RowOf<'finding'>['verdict'] | null
  readonly right: RowOf<'finding'>['verdict'] | null
  readonly left_finding: number | null
  readonly right_finding: number | null
}

interface Side {
  readonly release: number
  /** Only what the documents of this build of it hold. */
  readonly build?: number
  /** Without it: as it stands now. */
  readonly at?: string
}

/**
 * What two releases, or one at two moments, say differently. Components are compared by purl without version, else by name, so
 * that an update of a component does not read as one gone and one come.
 */
export async function compareFindings(
  db: Db,
  left: Side,
  right: Side,
  page: { readonly withEqual?: boolean; readonly offset?: number; readonly limit: number },
): Promise<readonly FindingDifference[]> {
  const { rows } = await sql<FindingDifference>`
    with l as (${sideQuery(left)}), r as (${sideQuery(right)})
    select coalesce(r.component, l.component) as component, coalesce(r.version, l.version) as component_version,
      coalesce(l.vulnerability, r.vulnerability) as vulnerability,
      l.verdict as left, r.verdict as right, l.id as left_finding, r.id as right_finding
    from l full join r on l.subject = r.subject and l.vulnerability = r.vulnerability
    where ${page.withEqual === true ? sql`true` : sql`l.verdict is distinct from r.verdict`}
    order by 3, 1, 2, l.id, r.id offset ${page.offset ?? 0} limit ${page.limit}
  `.execute(db)
  return rows
}

/** What the documents of a build hold, as an overlay of the release calls it where there is one. */
function componentsOfBuild(release: number, build: number, at: string | undefined) {
  const stood =
    at === undefined
      ? sql`rd.detached_at is null`
      : sql`rd.uploaded_at <= ${at}::timestamptz and (rd.detached_at is null or rd.detached_at > ${at}::timestamptz)`
  return sql`
    select coalesce(o.component_id, dc.component_id) from release_document rd
      join document_component dc on dc.document_id = rd.document_id
      left join release_component o on o.release_id = ${release} and o.document_id = dc.document_id
        and o.replaces_id = dc.component_id
    where rd.build_id = ${build} and ${stood}
  `
}

/** One row for each vulnerability of each subject, the worst of its findings: a release may hold two versions of one package. */
function sideQuery({ release, build, at }: Side) {
  const findings =
    at === undefined
      ? sql`select id, component_id, component, vulnerability, verdict from finding
          where release_id = ${release} and closed_at is null`
      : // what has not changed since then was as it is now; of the others the last event says it
        sql`select id, component_id, component, vulnerability, verdict from finding
          where release_id = ${release} and closed_at is null and changed_at <= ${at}::timestamptz
          union all
          select f.id, f.component_id, f.component, f.vulnerability, e.verdict
          from finding f cross join lateral (
            select kind, verdict from finding_event e
            where e.finding_id = f.id and e.at <= ${at}::timestamptz order by e.id desc limit 1
          ) e
          where f.release_id = ${release} and f.first_seen <= ${at}::timestamptz and f.changed_at > ${at}::timestamptz
            and e.kind <> 'closed'`
  return sql`
    select distinct on (subject, vulnerability) *
    from (
      select f.id, f.component, c.version, f.vulnerability, f.verdict, c.subject
      from (${findings}) f join component c on c.id = f.component_id
      ${build === undefined ? sql`` : sql`where f.component_id in (${componentsOfBuild(release, build, at)})`}
    ) s
    order by subject, vulnerability, array_position(array['affected', 'unknown', 'fixed', 'not_affected'], verdict), id
  `
}
