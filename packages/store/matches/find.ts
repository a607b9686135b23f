// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'

export interface ComponentMatch extends Omit<RowOf<'component_match'>, 'hash'> {
  /** Of the vulnerability. */
  readonly name: string
}

/** Matches of these components, or of every component in the documents of a release. */
export async function matchesOf(
  db: Db,
  what: { readonly components: readonly number[] } | { readonly release: number },
): Promise<readonly ComponentMatch[]> {
  const components =
    'components' in what
      ? sql`select unnest(${what.components}::bigint[])`
      : sql`select dc.component_id from release_document rd join document_component dc on dc.document_id = rd.document_id
          where rd.release_id = ${what.release} and rd.detached_at is null`
  const { rows } = await sql<ComponentMatch>`
    select m.component_id, m.vulnerability_id, m.range, m.reason, m.evidence, m.first_seen, m.changed_at, v.name
    from component_match m join vulnerability v on v.id = m.vulnerability_id
    where m.component_id in (${components})
    order by m.component_id, v.name
  `.execute(db)
  return rows
}

/**
 * Releases whose documents hold any of these components, with which of them: what is to be judged again. By release.
 * @param among only of these
 */
export async function releasesConcerned(
  db: Db,
  components: readonly number[],
  among?: readonly number[],
): Promise<readonly { readonly release: number; readonly components: readonly number[] }[]> {
  const { rows } = await sql<{ release: number; components: number[] }>`
    select rd.release_id as release, array_agg(distinct held.component_id) as components
    from (
      select document_id, component_id, null::bigint as release_id from document_component
      where component_id = any(${components}::bigint[])
      union all
      -- whom an overlay or the other documents of one release make of a component
      select document_id, component_id, release_id from release_component where component_id = any(${components}::bigint[])
    ) held
      join release_document rd on rd.document_id = held.document_id and rd.detached_at is null
        and (held.release_id is null or held.release_id = rd.release_id)
      join release r on r.id = rd.release_id
    -- what is archived and contained in another release is still counted there
    where (r.archived_at is null or exists (select 1 from release_edge e where e.child_id = r.id)) ${among === undefined ? sql`` : sql`and r.id = any(${among}::bigint[])`} and (held.release_id is not null or not exists (
      select 1 from release_component o
      where o.release_id = rd.release_id and o.document_id = held.document_id and o.replaces_id = held.component_id
    ))
    group by rd.release_id order by rd.release_id
  `.execute(db)
  return rows
}
