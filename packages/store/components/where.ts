// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import { indexKey } from './key.ts'

/** A release whose documents hold the component. */
export interface ComponentPlace {
  readonly component_id: number
  readonly name: string
  readonly version: string | null
  readonly purl: string | null
  readonly release_id: number
  readonly release_public_id: string
  readonly release_version: string
  readonly product_public_id: string
  readonly product: string
  readonly lanes: readonly string[]
  /** An overlay of the release says who it is. */
  readonly is_overlaid: boolean
}

/**
 * Everywhere that it is: one version (`id`), every version of a package (`key`, as domain/matching writes keys:
 * `package:npm/left-pad`), or everything of this name. By release, then component.
 */
export async function whereIsComponent(
  db: Db,
  visible: Visible,
  what: { readonly id: number } | { readonly key: string } | { readonly name: string },
  page: {
    readonly after?: { readonly release: number; readonly component: number }
    readonly limit: number
  },
): Promise<readonly ComponentPlace[]> {
  const chosen =
    'id' in what
      ? sql`select ${what.id}::bigint as id`
      : 'key' in what
        ? sql`select component_id as id from component_key where key = ${indexKey(what.key)}`
        : sql`select id from component where name = ${what.name}`
  const after = page.after ?? { release: 0, component: 0 }
  const { rows } = await sql<ComponentPlace>`
    with chosen as materialized (${chosen}),
    place as (
      select r.id as release_id, held.component_id, array_agg(distinct rd.lane) as lanes, bool_and(held.is_overlaid) as is_overlaid
      from (
        select dc.component_id, dc.document_id, null::bigint as release_id, false as is_overlaid
        from chosen join document_component dc on dc.component_id = chosen.id
        union all
        -- whom overlays and other documents of a release make of one
        select o.component_id, o.document_id, o.release_id, o.is_overlaid
        from chosen join release_component o on o.component_id = chosen.id
      ) held
        join release_document rd on rd.document_id = held.document_id and rd.detached_at is null
          and (held.release_id is null or held.release_id = rd.release_id)
        join release r on r.id = rd.release_id
      where ${visibleProducts(visible, 'r')} and (r.id, held.component_id) > (${after.release}, ${after.component})
        and (held.release_id is not null or not exists (
          select 1 from release_component o
          where o.release_id = rd.release_id and o.document_id = held.document_id and o.replaces_id = held.component_id
        ))
      group by r.id, held.component_id order by 1, 2 limit ${page.limit}
    )
    select c.id as component_id, c.name, c.version, c.purl, r.id as release_id, r.public_id as release_public_id,
      r.version as release_version, p.public_id as product_public_id, p.name as product, place.lanes, place.is_overlaid
    from place join component c on c.id = place.component_id join release r on r.id = place.release_id
      join product p on p.id = r.product_id
    order by r.id, c.id
  `.execute(db)
  return rows
}
