// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** A name of a component that stands with other versions on the two sides; null where a side does not have it. */
export interface ComponentDifference {
  readonly name: string
  readonly left: readonly string[] | null
  readonly right: readonly string[] | null
}

interface Side {
  readonly release: number
  /** Only what the documents of this build of it hold. */
  readonly build?: number
  /** As its lanes stood at that instant; without it: as they stand now. */
  readonly at?: string
}

/** What two releases, two builds, or one at two moments hold differently: by name, every version of a side in one row. */
export async function compareComponents(
  db: Db,
  left: Side,
  right: Side,
  limit: number,
): Promise<readonly ComponentDifference[]> {
  const { rows } = await sql<ComponentDifference>`
    with l as (${versions(left)}), r as (${versions(right)})
    select coalesce(l.name, r.name) as name, l.versions as left, r.versions as right
    from l full join r on r.name = l.name where l.versions is distinct from r.versions
    order by 1 limit ${limit}
  `.execute(db)
  return rows
}

function versions({ release, build, at }: Side) {
  const stood =
    at === undefined
      ? sql`rd.detached_at is null`
      : sql`rd.uploaded_at <= ${at}::timestamptz and (rd.detached_at is null or rd.detached_at > ${at}::timestamptz)`
  return sql`
    select c.name, array_agg(distinct coalesce(c.version, 'no version') order by coalesce(c.version, 'no version')) as versions
    from release_document rd join document_component dc on dc.document_id = rd.document_id
      join component c on c.id = dc.component_id
    where rd.release_id = ${release} and ${stood} ${build === undefined ? sql`` : sql`and rd.build_id = ${build}`}
    group by c.name
  `
}
