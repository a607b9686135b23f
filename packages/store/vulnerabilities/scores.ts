// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { noteDay } from '../findings/days.ts'
import { jsonText, keyText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction, retried } from '../transactions/index.ts'

export interface KevEntry {
  /** CVE id. */
  readonly vulnerability: string
  /** `YYYY-MM-DD` */
  readonly since?: string
  readonly dueOn?: string
  /** As the catalogue writes it. */
  readonly record: unknown
}

/** Makes a catalogue what is given: what it lists no more goes. {@link refreshScores} follows. */
export async function saveKev(
  db: Db,
  catalogue: RowOf<'kev_entry'>['catalogue'],
  entries: readonly KevEntry[],
): Promise<void> {
  const byName = new Map(entries.map((entry) => [keyText(entry.vulnerability), entry]))
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('kev_entry').where('catalogue', '=', catalogue).execute()
    const all = [...byName]
    await sql`
      insert into kev_entry (catalogue, vulnerability, since, due_on, record)
      select ${catalogue}, i.name, i.since::date, i.due::date, i.record::json from unnest(
        ${all.map(([name]) => name)}::text[],
        ${all.map(([, { since }]) => since ?? null)}::text[],
        ${all.map(([, { dueOn }]) => dueOn ?? null)}::text[],
        ${all.map(([, { record }]) => jsonText(record))}::text[]
      ) as i (name, since, due, record)
    `.execute(trx)
  })
}

const BATCH = 20_000

/** Brings EPSS up to date, writing only scores that moved; `isWhole` forgets those that are not among them. */
export async function saveEpss(
  db: Db,
  scores: readonly {
    readonly vulnerability: string
    readonly probability: number
    readonly percentile: number
  }[],
  { isWhole }: { readonly isWhole: boolean },
): Promise<void> {
  const byName = new Map(scores.map((score) => [keyText(score.vulnerability), score]))
  const all = [...byName].sort(([a], [b]) => (a < b ? -1 : 1))
  await inTransaction(db, async (trx) => {
    if (isWhole) {
      await sql`
        delete from epss_score e where not exists (
          select 1 from unnest(${all.map(([name]) => name)}::text[]) as n where n = e.vulnerability)
      `.execute(trx)
    }
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH)
      await sql`
        insert into epss_score as e (vulnerability, probability, percentile)
        select * from unnest(
          ${batch.map(([name]) => name)}::text[],
          ${batch.map(([, { probability }]) => probability)}::real[],
          ${batch.map(([, { percentile }]) => percentile)}::real[]
        )
        on conflict (vulnerability) do update set probability = excluded.probability, percentile = excluded.percentile
          where (e.probability, e.percentile) is distinct from (excluded.probability, excluded.percentile)
      `.execute(trx)
    }
  })
}

/**
 * Carries what the catalogues and advisories say of vulnerabilities over to them and to the findings that are sorted by it. Releases
 * whose findings differ are locked in their order, as `saveFindings` does. Gives how many findings were written.
 */
export async function refreshScores(db: Db, at: string): Promise<number> {
  await rateVulnerabilities(db, { among: 'all', at })
  let written = 0
  for (let after = 0; ;) {
    const releases = await releasesBehind(db, after)
    if (releases.length === 0) return written
    written += await carryOver(db, releases, at)
    after = releases.at(-1)!
  }
}

/**
 * What the catalogues say of vulnerabilities: of a CVE what they say of it alone, of a notice that goes by its own id the worst of
 * the CVEs that it names, as a check does.
 */
export async function rateVulnerabilities(
  db: Db,
  { among, at }: { readonly among: 'all' | readonly number[]; readonly at: string },
): Promise<void> {
  if (among !== 'all' && among.length === 0) return
  await sql`
    with rated as (
      select o.id, e.probability, e.percentile,
        exists (select 1 from kev_entry k where k.vulnerability = o.name) as is_exploited
      from vulnerability o left join epss_score e on e.vulnerability = o.name
      where ${IS_CVE} and ${among === 'all' ? sql`true` : sql`o.id = any(${among}::bigint[])`}
      union all
      select o.id, e.probability, e.percentile, exists (
        select 1 from vulnerability_alias a join kev_entry k on k.vulnerability = a.alias where a.vulnerability_id = o.id
      )
      from vulnerability o left join lateral (
        select s.probability, s.percentile from vulnerability_alias a join epss_score s on s.vulnerability = a.alias
        where a.vulnerability_id = o.id order by s.probability desc limit 1
      ) e on true
      where not ${IS_CVE} and ${among === 'all' ? sql`true` : sql`o.id = any(${among}::bigint[])`}
    )
    update vulnerability v set is_exploited = n.is_exploited, epss = n.probability, epss_percentile = n.percentile,
      changed_at = ${at}::timestamptz
    from rated n
    where n.id = v.id and (v.is_exploited, v.epss, v.epss_percentile) is distinct from (n.is_exploited, n.probability, n.percentile)
  `.execute(db)
}

const IS_CVE = sql`starts_with(o.name, 'CVE-')`

const RELEASES_AT_ONCE = 200

/** Releases with findings that say something else than their vulnerability. */
async function releasesBehind(db: Db, after: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct f.release_id as id from finding f join vulnerability v on v.id = f.vulnerability_id
    where f.release_id > ${after} and ${DIFFERS} order by 1 limit ${RELEASES_AT_ONCE}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** A severity is of the records that match the component, and is written with the finding: see `saveFindings`. */
const DIFFERS = sql`(f.is_exploited, f.epss) is distinct from
  (v.is_exploited, coalesce(round(v.epss * 1000), -1)::smallint)`

async function carryOver(db: Db, releases: readonly number[], at: string): Promise<number> {
  return retried(db, async (trx) => {
    await sql`
      select id from release where id = any(${releases}::bigint[]) order by id for no key update
    `.execute(trx)
    const { rows } = await sql<{ count: number }>`
      with carried as (
        update finding f set is_exploited = v.is_exploited, epss = coalesce(round(v.epss * 1000), -1)
        from vulnerability v
        where v.id = f.vulnerability_id and f.release_id = any(${releases}::bigint[]) and ${DIFFERS}
        returning f.id
      ) select count(*) as count from carried
    `.execute(trx)
    await noteDay(trx, releases, at)
    return rows[0]?.count ?? 0
  })
}
