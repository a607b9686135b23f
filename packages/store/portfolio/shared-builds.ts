// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'
import { releasesById, type ListedRelease } from './releases.ts'

/**
 * Releases that ship one build, in groups of two and more, the youngest first: by the images of their builds, or, where these are not
 * known, by the documents of the lane `build`. A verdict on one of them can hold for all (scope `build`).
 */
export async function sharedBuilds(
  db: Db,
  visible: Visible,
  limit: number,
): Promise<readonly (readonly ListedRelease[])[]> {
  const { rows } = await sql<{ readonly releases: readonly number[] }>`
    select array_agg(own.id order by own.id desc) as releases
    from (
      select r.id, coalesce(
        'images ' || (
          select string_agg(distinct encode(i.sha256, 'hex'), ' ')
          from build b join build_image i on i.build_id = b.id where b.release_id = r.id
        ),
        'documents ' || (
          select string_agg(distinct d.document_id::text, ' ') from release_document d
          where d.release_id = r.id and d.lane = 'build' and d.detached_at is null
        )
      ) as build
      from release r where r.archived_at is null and ${visibleProducts(visible, 'r')}
    ) own
    where own.build is not null
    group by own.build having count(*) > 1
    order by max(own.id) desc limit ${limit}
  `.execute(db)
  const groups = rows.map(({ releases }) => releases.map(Number))
  const found = await releasesById(db, visible, groups.flat())
  const byId = new Map(found.map((release) => [release.id, release]))
  return groups.map((ids) => ids.flatMap((id) => byId.get(id) ?? []))
}
