// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { ComponentIdentity } from '@headwater/domain/matching'
import { plainText, type Db } from '../schema/index.ts'

/** Notes of which documents a release was judged, and whether version ranges alone decided. */
export async function noteJudgement(
  db: Db,
  judgement: {
    readonly release: number
    readonly isPlain: boolean
    readonly documents: readonly number[]
    /** What was odd. */
    readonly remarks?: readonly string[]
    readonly at: string
  },
): Promise<void> {
  const documents = [...new Set(judgement.documents)].sort((a, b) => a - b)
  const remarks = (judgement.remarks ?? []).map(plainText)
  await sql`
    insert into release_judgement (release_id, is_plain, documents, remarks, judged_at)
    values (${judgement.release}, ${judgement.isPlain}, ${documents}::bigint[], ${remarks}::text[], ${judgement.at}::timestamptz)
    on conflict (release_id) do update set is_plain = excluded.is_plain, documents = excluded.documents,
      remarks = excluded.remarks, judged_at = excluded.judged_at
  `.execute(db)
}

/** What was odd when a release was judged last. */
export async function remarksOf(db: Db, release: number): Promise<readonly string[]> {
  const row = await db
    .selectFrom('release_judgement')
    .select('remarks')
    .where('release_id', '=', release)
    .executeTakeFirst()
  return row?.remarks ?? []
}

/** Those of these releases that version ranges alone decide, as long as their documents are those that were judged. */
export async function plainReleases(
  db: Db,
  releases: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select j.release_id as id from release_judgement j
    where j.release_id = any(${releases}::bigint[]) and j.is_plain and j.documents = (
      select coalesce(array_agg(distinct rd.document_id order by rd.document_id), '{}') from release_document rd
      where rd.release_id = j.release_id and rd.detached_at is null
    )
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/**
 * Holds components while they are matched, and gives who they are: advisories that come meanwhile wait, and are seen by the next
 * matching. Those that somebody else has matched meanwhile are not among them. In the transaction that reads the advisories and saves
 * the matches.
 */
export async function holdForMatching(
  db: Db,
  { components, matcher, at }: HeldForMatching,
): Promise<readonly { readonly id: number; readonly identity: ComponentIdentity }[]> {
  await sql`
    insert into component_matching (component_id, matcher, matched_at)
    select id, 0, ${at}::timestamptz from unnest(${components}::bigint[]) as id order by id
    on conflict (component_id) do nothing
  `.execute(db)
  await sql`
    select 1 from component_matching where component_id = any(${components}::bigint[]) order by component_id for update
  `.execute(db)
  const { rows } = await sql<{ id: number; identity: ComponentIdentity }>`
    select c.id, c.facts as identity from component c join component_matching m on m.component_id = c.id
    where c.id = any(${components}::bigint[]) and m.matcher < ${matcher} order by c.id
  `.execute(db)
  return rows
}

interface HeldForMatching {
  readonly components: readonly number[]
  /** Generation of the matcher. */
  readonly matcher: number
  readonly at: string
}

/** Whether any component of a release was matched anew after an instant. */
export async function anyMatchedSince(db: Db, release: number, at: string): Promise<boolean> {
  const { rows } = await sql`
    (select 1 from release_document rd join document_component dc on dc.document_id = rd.document_id
      join component_matching m on m.component_id = dc.component_id
    where rd.release_id = ${release} and rd.detached_at is null and m.matched_at > ${at}::timestamptz limit 1)
    union all
    (select 1 from release_component o join component_matching m on m.component_id = o.component_id
    where o.release_id = ${release} and m.matched_at > ${at}::timestamptz limit 1)
  `.execute(db)
  return rows.length > 0
}

/**
 * Holds releases until the transaction ends, in the order of ids: between reading what people say and writing what follows from it
 * nobody else does either.
 */
export async function holdReleases(db: Db, releases: readonly number[]): Promise<void> {
  await sql`select id from release where id = any(${releases}::bigint[]) order by id for no key update`.execute(
    db,
  )
}

/** How many findings stand in each product, by verdict: for who watches the whole installation. */
export async function findingTotals(db: Db) {
  const { rows } = await sql<
    Record<'organisation' | 'product', string> &
      Record<'affected' | 'unknown' | 'not_affected' | 'fixed', number>
  >`
    select o.name as organisation, p.name as product, sum(c.affected)::integer as affected, sum(c.unknown)::integer as unknown,
      sum(c.not_affected)::integer as not_affected, sum(c.fixed)::integer as fixed
    from release_counter c join release r on r.id = c.release_id join product p on p.id = r.product_id
      join organisation o on o.id = p.organisation_id
    where r.archived_at is null and p.archived_at is null group by o.id, p.id order by o.id, p.id
  `.execute(db)
  return rows
}

/** Jobs that are not done, by kind and state. */
export async function jobTotals(db: Db) {
  const { rows } = await sql<{ kind: string; state: string; count: number }>`
    select kind, case when dead_at is not null then 'dead' when leased_by is not null then 'running' else 'waiting' end as state,
      count(*) as count
    from job where finished_at is null group by 1, 2
  `.execute(db)
  return rows
}
