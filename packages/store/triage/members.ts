// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { buildKey } from '../assessments/builds.ts'
import type { Db, RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

/** One finding of a group, with where it is and by which build. */
export interface GroupMember extends Pick<
  RowOf<'finding'>,
  | 'id'
  | 'release_id'
  | 'product_id'
  | 'component_id'
  | 'vulnerability_id'
  | 'organisation_id'
  | 'verdict'
  | 'decided_by'
  | 'rule'
  | 'changed_at'
> {
  readonly reason: string
  readonly release_public_id: string
  readonly release_version: string
  readonly is_archived: boolean
  readonly variant: string | null
  readonly product_public_id: string
  readonly product: string
  readonly product_line_id: number | null
  readonly line_public_id: string | null
  readonly line: string | null
  /** The same for releases that show the component by the same build; null where nothing of a build does. */
  readonly build: string | null
}

/** What stands of a vulnerability in a component, by id of the finding. */
export async function groupMembers(
  db: Db,
  visible: Visible,
  group: { readonly vulnerability: number; readonly component: number },
  page: { readonly after?: number; readonly limit: number },
): Promise<readonly GroupMember[]> {
  const { rows } = await sql<GroupMember>`
    with chosen as materialized (
      select f.* from finding f
      where f.vulnerability_id = ${group.vulnerability} and f.component_id = ${group.component} and f.closed_at is null
        and ${visibleProducts(visible, 'f')} and f.id > ${page.after ?? 0}
      order by f.id limit ${page.limit}
    )
    select f.id, f.release_id, f.product_id, f.component_id, f.vulnerability_id, f.organisation_id, f.verdict, f.decided_by,
      f.rule, f.changed_at, e.reason, r.public_id as release_public_id, r.version as release_version,
      r.archived_at is not null or p.archived_at is not null as is_archived, w.name as variant,
      p.public_id as product_public_id, p.name as product, p.product_line_id, l.public_id as line_public_id, l.name as line,
      md5(${buildKey(sql`f.release_id`, sql`f.component_id`)}) as build
    from chosen f join release r on r.id = f.release_id join product p on p.id = f.product_id
      left join variant w on w.id = r.variant_id left join product_line l on l.id = p.product_line_id
      cross join lateral (select reason from finding_event where finding_id = f.id order by id desc limit 1) e
    order by f.id
  `.execute(db)
  return rows
}

/** A finding of the same vulnerability in another version of the same package. */
export interface OtherVersion {
  readonly finding: number
  readonly component_id: number
  readonly component_version: string | null
  readonly verdict: RowOf<'finding'>['verdict']
  readonly release_public_id: string
  readonly release_version: string
  readonly product: string
}

/** What a decision on a group leaves alone because it is another component, however alike. */
export async function otherVersions(
  db: Db,
  visible: Visible,
  group: { readonly vulnerability: number; readonly component: number },
  limit: number,
): Promise<readonly OtherVersion[]> {
  const { rows } = await sql<OtherVersion>`
    select f.id as finding, f.component_id, c.version as component_version, f.verdict, r.public_id as release_public_id,
      r.version as release_version, p.name as product
    from component own join finding f on f.vulnerability_id = ${group.vulnerability} and f.component_id <> own.id
      join component c on c.id = f.component_id and c.subject = own.subject
      join release r on r.id = f.release_id join product p on p.id = f.product_id
    where own.id = ${group.component} and f.closed_at is null and ${visibleProducts(visible, 'f')}
    order by f.id limit ${limit}
  `.execute(db)
  return rows
}
