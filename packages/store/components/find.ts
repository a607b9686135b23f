// SPDX-License-Identifier: Apache-2.0
import type { ComponentIdentity } from '@headwater/domain/matching'
import { sql, type RawBuilder } from 'kysely'
import { afterKey, containing, type KeyPage } from '../rows/index.ts'
import type { Db, RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

export type ComponentRow = Omit<RowOf<'component'>, 'identity' | 'facts' | 'search' | 'subject'> & {
  readonly facts: ComponentIdentity
}

/** By id, in any order. */
export async function findComponents(
  db: Db,
  ids: readonly number[],
): Promise<readonly ComponentRow[]> {
  const { rows } = await sql<ComponentRow>`
    select id, name, version, purl, facts, first_seen from component where id = any(${ids}::bigint[])
  `.execute(db)
  return rows
}

type FoundComponent = Omit<ComponentRow, 'facts'>

/** Components that somebody's documents hold, by part of their name or purl; Latin letters in any case. By name. */
export async function searchComponents(
  db: Db,
  visible: Visible,
  page: KeyPage & { readonly text: string },
): Promise<readonly FoundComponent[]> {
  const found: FoundComponent[] = []
  let after = page.after
  for (let size = 10 * page.limit; ; size = 10 * size) {
    const candidates = await namedComponents(db, page.text, {
      limit: size,
      ...(after === undefined ? {} : { after }),
    })
    found.push(...(await heldComponents(db, visible, candidates, page.limit - found.length)))
    const last = candidates.at(-1)
    if (found.length === page.limit || last === undefined || candidates.length < size) return found
    after = { key: last.name, id: last.id }
  }
}

/** Whoever has them: the text alone, so that the planner walks them by name where many match, and their index where few do. */
async function namedComponents(
  db: Db,
  text: string,
  page: KeyPage,
): Promise<readonly FoundComponent[]> {
  const { rows } = await sql<FoundComponent>`
    select c.id, c.name, c.version, c.purl, c.first_seen from component c
    where ${namedLike('c', text)} and ${afterKey(page, 'c.name', 'c.id')}
    order by c.name, c.id limit ${page.limit}
  `.execute(db)
  return rows
}

/** The first of them that are in something that may be seen. `offset 0` keeps the planner from joining everything first. */
async function heldComponents(
  db: Db,
  visible: Visible,
  candidates: readonly FoundComponent[],
  limit: number,
): Promise<readonly FoundComponent[]> {
  const { rows } = await sql<{ id: number }>`
    select i.id from unnest(${candidates.map(({ id }) => id)}::bigint[]) with ordinality as i (id, place)
    where exists (
      select 1 from document_component dc where dc.component_id = i.id and exists (
        select 1 from release_document rd join release r on r.id = rd.release_id
        where rd.document_id = dc.document_id and rd.detached_at is null and ${visibleProducts(visible, 'r')}
          -- a release in which it is somebody else does not have it
          and not exists (
            select 1 from release_component o
            where o.release_id = rd.release_id and o.document_id = dc.document_id and o.replaces_id = dc.component_id
          ) offset 0
      ) offset 0
    ) or exists (
      -- whom overlays and other documents of a release make of one
      select 1 from release_component o join release_document rd on rd.release_id = o.release_id and rd.document_id = o.document_id
          and rd.detached_at is null
        join release r on r.id = o.release_id
      where o.component_id = i.id and ${visibleProducts(visible, 'r')} offset 0
    )
    order by i.place limit ${limit}
  `.execute(db)
  const held = new Set(rows.map(({ id }) => id))
  return candidates.filter(({ id }) => held.has(id))
}

/** A component of a release with what its documents say of it. */
export interface ReleaseComponent {
  readonly id: number
  readonly name: string
  readonly version: string | null
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  /** An overlay of the release says who it is. */
  readonly is_overlaid: boolean
  readonly lanes: readonly string[]
  readonly licences: readonly string[]
  readonly supplier: string | null
  readonly scope: string | null
  readonly affected: number
  readonly unknown: number
  readonly not_affected: number
  readonly fixed: number
  /** Of those that are affected or unknown. */
  readonly exploited: number
}

/** By name. `text` is part of the name or purl; `licence` an expression as a document writes it. */
export async function componentsOfRelease(
  db: Db,
  release: number,
  page: KeyPage & { readonly text?: string; readonly lane?: string; readonly licence?: string },
): Promise<readonly ReleaseComponent[]> {
  const { text, lane, licence } = page
  const isOverlaid = await hasOverlay(db, release)
  const { rows } = await sql<ReleaseComponent>`
    with own as (
      select c.id, c.name, c.version, array_agg(distinct rd.lane) as lanes,
        ${isOverlaid ? sql`coalesce(bool_or(o.is_overlaid), false)` : sql`false`} as is_overlaid,
        array_remove(array_agg(distinct dc.licence), null) as licences, min(dc.supplier) as supplier, min(dc.scope) as scope
      from release_document rd join document_component dc on dc.document_id = rd.document_id
        ${
          isOverlaid
            ? sql`left join release_component o on o.release_id = rd.release_id and o.document_id = dc.document_id
                and o.replaces_id = dc.component_id
              join component c on c.id = coalesce(o.component_id, dc.component_id)`
            : sql`join component c on c.id = dc.component_id`
        }
      where rd.release_id = ${release} and rd.detached_at is null and ${afterKey(page, 'c.name', 'c.id')}
        ${lane === undefined ? sql`` : sql`and rd.lane = ${lane}`}
        ${licence === undefined ? sql`` : sql`and dc.licence = ${licence}`}
        ${text === undefined ? sql`` : sql`and ${namedLike('c', text)}`}
      group by c.id order by c.name, c.id limit ${page.limit}
    )
    select own.*, f.*, array(select json_array_elements_text(c.facts -> 'purls')) as purls,
      array(select json_array_elements_text(c.facts -> 'cpes')) as cpes
    from own join component c on c.id = own.id cross join lateral (
      select count(*) filter (where verdict = 'affected') as affected, count(*) filter (where verdict = 'unknown') as unknown,
        count(*) filter (where verdict = 'not_affected') as not_affected, count(*) filter (where verdict = 'fixed') as fixed,
        count(*) filter (where is_exploited and verdict in ('affected', 'unknown')) as exploited
      from finding where release_id = ${release} and component_id = own.id and closed_at is null
    ) f
    order by own.name, own.id
  `.execute(db)
  return rows
}

async function hasOverlay(db: Db, release: number): Promise<boolean> {
  const row = await db
    .selectFrom('release_component')
    .select('release_id')
    .where('release_id', '=', release)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Licences as the documents write them, with how many components say so. */
export async function licencesOfRelease(
  db: Db,
  release: number,
): Promise<readonly { readonly licence: string | null; readonly components: number }[]> {
  const { rows } = await sql<{ licence: string | null; components: number }>`
    select dc.licence, count(distinct coalesce(o.component_id, dc.component_id)) as components
    from release_document rd join document_component dc on dc.document_id = rd.document_id
      left join release_component o on o.release_id = rd.release_id and o.document_id = dc.document_id
        and o.replaces_id = dc.component_id
    where rd.release_id = ${release} and rd.detached_at is null
    group by dc.licence order by 2 desc, 1
  `.execute(db)
  return rows
}

/** @param alias of the table, a word of the program */
function namedLike(alias: string, text: string): RawBuilder<unknown> {
  return sql`${sql.ref(`${alias}.search`)} like lower(${containing(text)}::text collate "C")`
}
