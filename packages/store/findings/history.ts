// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
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
    with side as materialized (
      select false as is_right, f.* from (${sideQuery(left)}) f union all select true, f.* from (${sideQuery(right)}) f
    ),
    -- the worst of each vulnerability of each subject, and the first component that has it, as one number
    subject as (
      select s.vulnerability_id, min(c.name) as component, min(s.said) filter (where not s.is_right) as l,
        min(s.said) filter (where s.is_right) as r
      from side s join component c on c.id = s.component_id group by c.subject, s.vulnerability_id
    ),
    -- before anything is looked up for them
    shown as materialized (
      select v.name as vulnerability, s.component, s.l / ${ID} as left_place, s.r / ${ID} as right_place,
        s.l % ${ID} as left_component, s.r % ${ID} as right_component
      from subject s join vulnerability v on v.id = s.vulnerability_id
      where ${page.withEqual === true ? sql`true` : sql`s.l / ${ID} is distinct from s.r / ${ID}`}
      order by 1, 2, 5, 6 offset ${page.offset ?? 0} limit ${page.limit}
    )
    select c.name as component, c.version as component_version, d.vulnerability, (${VERDICTS})[d.left_place + 1] as left,
      (${VERDICTS})[d.right_place + 1] as right
    from shown d join component c on c.id = coalesce(d.right_component, d.left_component)
    order by d.vulnerability, d.component, d.left_component, d.right_component
  `.execute(db)
  return rows
}

/** The worst first, as the classes have them. */
const VERDICTS = sql`array['affected', 'unknown', 'fixed', 'not_affected']`
/** More components than there will ever be; a power of two that leaves numbers exact. */
const ID = sql`${sql.raw(String(2 ** 48))}::bigint`

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

/** What stands, or stood, with the verdict's place among {@link VERDICTS} before the component's id. */
function sideQuery({ release, build, at }: Side) {
  const said = (place: RawBuilder<unknown>) =>
    sql`f.component_id, f.vulnerability_id, (${place}) * ${ID} + f.component_id as said`
  // from the index of a release alone
  const asItStands = said(sql`f.class / 10`)
  const findings =
    at === undefined
      ? sql`select ${asItStands} from finding f where f.release_id = ${release} and f.closed_at is null`
      : // what has not changed since then was as it is now; of the others the last event says it
        sql`select ${asItStands} from finding f
          where f.release_id = ${release} and f.closed_at is null and f.changed_at <= ${at}::timestamptz
          union all
          select ${said(sql`array_position(${VERDICTS}, e.verdict) - 1`)}
          from finding f cross join lateral (
            select kind, verdict from finding_event e
            where e.finding_id = f.id and e.at <= ${at}::timestamptz order by e.id desc limit 1
          ) e
          where f.release_id = ${release} and f.first_seen <= ${at}::timestamptz and f.changed_at > ${at}::timestamptz
            and e.kind <> 'closed'`
  return build === undefined
    ? findings
    : sql`select * from (${findings}) f where f.component_id in (${componentsOfBuild(release, build, at)})`
}
