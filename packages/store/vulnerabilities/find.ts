// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { keyText, type Db, type RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

export interface FoundVulnerability extends RowOf<'vulnerability'> {
  readonly aliases: readonly string[]
  readonly kev: readonly RowOf<'kev_entry'>[]
  /** Names of the advisories that speak of it. */
  readonly advisories: readonly string[]
}

/** By any of its names. Where a notice stands for several, its own entry comes first, then the others by name. */
export async function findVulnerability(
  db: Db,
  name: string,
): Promise<readonly FoundVulnerability[]> {
  const { rows } = await sql<FoundVulnerability>`
    select v.*,
      (select array_agg(alias order by alias) from vulnerability_alias where vulnerability_id = v.id) as aliases,
      (select coalesce(json_agg(k order by catalogue), '[]') from kev_entry k where k.vulnerability = v.name
        or not starts_with(v.name, 'CVE-') and k.vulnerability in (
          select alias from vulnerability_alias where vulnerability_id = v.id)) as kev,
      coalesce((select array_agg(a.name order by a.name) from vulnerability_alias n join advisory a on a.name = n.alias
        where n.vulnerability_id = v.id), '{}') as advisories
    from vulnerability_alias i join vulnerability v on v.id = i.vulnerability_id
    where i.alias = ${keyText(name)}
    order by v.name <> i.alias, v.name
  `.execute(db)
  return rows
}

/** Ids by name. */
export async function vulnerabilitiesNamed(
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; id: number }>`
    select name, id from vulnerability where name = any(${names.map((name) => keyText(name))}::text[])
  `.execute(db)
  return new Map(rows.map(({ name, id }) => [name, id]))
}

/** A release that has a finding of it, with how many of its components do and the worst that is said. */
export interface VulnerabilityPlace {
  readonly release_id: number
  readonly release_public_id: string
  readonly release_version: string
  readonly product_public_id: string
  readonly product: string
  readonly verdict: RowOf<'finding'>['verdict']
  readonly findings: number
  readonly components: readonly string[]
}

/** "Where is this CVE?": every release that has it, by release. */
export async function releasesWithVulnerability(
  db: Db,
  visible: Visible,
  vulnerability: number,
  page: { readonly after?: number; readonly limit: number },
): Promise<readonly VulnerabilityPlace[]> {
  const { rows } = await sql<VulnerabilityPlace>`
    select r.id as release_id, r.public_id as release_public_id, r.version as release_version,
      p.public_id as product_public_id, p.name as product,
      case when bool_or(f.verdict = 'affected') then 'affected' when bool_or(f.verdict = 'unknown') then 'unknown'
        when bool_or(f.verdict = 'fixed') then 'fixed' else 'not_affected' end as verdict,
      count(*) as findings, array_agg(distinct f.component) as components
    from finding f join release r on r.id = f.release_id join product p on p.id = r.product_id
    where f.vulnerability_id = ${vulnerability} and f.closed_at is null and ${visibleProducts(visible, 'f')}
      and r.id > ${page.after ?? 0}
    group by r.id, p.id order by r.id limit ${page.limit}
  `.execute(db)
  return rows
}
