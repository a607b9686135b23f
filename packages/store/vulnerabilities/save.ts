// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { keyText, plainText, type Db } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'
import { rateVulnerabilities } from './scores.ts'

/** One vulnerability under all its ids, as `groupByVulnerability` joins them. */
export interface NewVulnerability {
  readonly name: string
  readonly aliases: readonly string[]
  readonly title?: string
  readonly severity?: {
    /** 0.0 to 10.0 */
    readonly score: number
    readonly vector?: string
    readonly source?: string
  }
  readonly publishedAt?: string
  readonly modifiedAt?: string
}

/**
 * Gives every vulnerability its id, in the order of what was given, and brings what is known of it up to date. Exploitation and EPSS
 * come from the catalogues that are here; findings that are sorted by any of it follow with `refreshScores`.
 */
export async function saveVulnerabilities(
  db: Db,
  vulnerabilities: readonly NewVulnerability[],
  at: string,
): Promise<readonly number[]> {
  const byName = new Map<string, NewVulnerability>()
  // one component's records may give it other names than another's
  for (const one of vulnerabilities) {
    const name = keyText(one.name)
    const aliases = [...(byName.get(name)?.aliases ?? []), ...one.aliases]
    byName.set(name, { ...one, aliases })
  }
  const all = [...byName].sort(([a], [b]) => (a < b ? -1 : 1))
  const ids = new Map<string, number>()
  await inTransaction(db, async (trx) => {
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH)
      const saved = await upsert(trx, batch, at)
      for (const { name, id } of saved) ids.set(name, id)
      await saveAliases(trx, batch, ids)
      const notices = saved.filter(({ name }) => !name.startsWith('CVE-'))
      await rateVulnerabilities(trx, { among: notices.map(({ id }) => id), at })
    }
  })
  return vulnerabilities.map(({ name }) => ids.get(keyText(name))!)
}

const BATCH = 2_000
type Named = readonly (readonly [string, NewVulnerability])[]

async function upsert(
  db: Db,
  batch: Named,
  at: string,
): Promise<readonly { readonly name: string; readonly id: number }[]> {
  const { rows } = await sql<{ name: string; id: number }>`
    insert into vulnerability as v (name, title, severity, vector, severity_source, published_at, modified_at,
      is_exploited, epss, epss_percentile, first_seen, changed_at)
    select i.name, i.title, i.severity, i.vector, i.source, i.published::timestamptz, i.modified::timestamptz,
      exists (select 1 from kev_entry k where k.vulnerability = i.name), e.probability, e.percentile,
      ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${batch.map(([name]) => name)}::text[],
      ${batch.map(([, { title }]) => (title === undefined ? null : plainText(title)))}::text[],
      ${batch.map(([, { severity }]) => (severity === undefined ? -1 : Math.round(severity.score * 10)))}::smallint[],
      ${batch.map(([, { severity }]) => severity?.vector ?? null)}::text[],
      ${batch.map(([, { severity }]) => severity?.source ?? null)}::text[],
      ${batch.map(([, { publishedAt }]) => instantOf(publishedAt))}::text[],
      ${batch.map(([, { modifiedAt }]) => instantOf(modifiedAt))}::text[]
    ) as i (name, title, severity, vector, source, published, modified)
      left join epss_score e on e.vulnerability = i.name
    on conflict (name) do update set
      title = coalesce(excluded.title, v.title), severity = excluded.severity, vector = excluded.vector,
      severity_source = excluded.severity_source, published_at = coalesce(excluded.published_at, v.published_at),
      modified_at = coalesce(excluded.modified_at, v.modified_at), changed_at = excluded.changed_at
      where (v.title, v.severity, v.vector, v.severity_source, v.published_at, v.modified_at) is distinct from
        (coalesce(excluded.title, v.title), excluded.severity, excluded.vector, excluded.severity_source,
          coalesce(excluded.published_at, v.published_at), coalesce(excluded.modified_at, v.modified_at))
    returning v.name, v.id
  `.execute(db)
  const written = new Set(rows.map(({ name }) => name))
  const others = batch.map(([name]) => name).filter((name) => !written.has(name))
  if (others.length === 0) return rows
  const known = await db
    .selectFrom('vulnerability')
    .select(['name', 'id'])
    .where('name', '=', (eb) => eb.fn.any(eb.val(others)))
    .execute()
  return [...rows, ...known]
}

async function saveAliases(db: Db, batch: Named, ids: ReadonlyMap<string, number>): Promise<void> {
  const aliases: string[] = []
  const owners: number[] = []
  for (const [name, vulnerability] of batch) {
    for (const alias of new Set([name, ...vulnerability.aliases.map((one) => keyText(one))])) {
      aliases.push(alias)
      owners.push(ids.get(name)!)
    }
  }
  await sql`
    insert into vulnerability_alias (alias, vulnerability_id)
    select * from unnest(${aliases}::text[], ${owners}::bigint[]) on conflict do nothing
  `.execute(db)
}

/** Records carry instants of any kind, and some that are none. */
function instantOf(text: string | undefined): string | null {
  const time = text === undefined ? NaN : Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
