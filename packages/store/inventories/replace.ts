// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** Whom an overlay, or the other documents of a release, make of a component of a document. */
export interface ReplacedComponent {
  readonly document: number
  /** Whom the document says it is. */
  readonly replaces: number
  readonly component: number
  /** A person says so. */
  readonly isOverlaid: boolean
}

/** Makes these the components that a release has otherwise than its documents say, and no others. */
export async function saveReleaseComponents(
  db: Db,
  release: number,
  components: readonly ReplacedComponent[],
): Promise<void> {
  await db.deleteFrom('release_component').where('release_id', '=', release).execute()
  await sql`
    insert into release_component (release_id, document_id, component_id, replaces_id, is_overlaid)
    select ${release}::bigint, * from unnest(
      ${components.map(({ document }) => document)}::bigint[],
      ${components.map(({ component }) => component)}::bigint[],
      ${components.map(({ replaces }) => replaces)}::bigint[],
      ${components.map(({ isOverlaid }) => isOverlaid)}::boolean[]
    ) on conflict do nothing
  `.execute(db)
}
