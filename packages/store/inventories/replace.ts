// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** Whom an overlay makes of a component of a document. */
export interface ReplacedComponent {
  readonly document: number
  /** Whom the document says it is. */
  readonly replaces: number
  readonly component: number
}

/** Makes these the components that a release has otherwise than its documents say, and no others. */
export async function saveReleaseComponents(
  db: Db,
  release: number,
  components: readonly ReplacedComponent[],
): Promise<void> {
  await db.deleteFrom('release_component').where('release_id', '=', release).execute()
  await sql`
    insert into release_component (release_id, document_id, component_id, replaces_id)
    select ${release}::bigint, * from unnest(
      ${components.map(({ document }) => document)}::bigint[],
      ${components.map(({ component }) => component)}::bigint[],
      ${components.map(({ replaces }) => replaces)}::bigint[]
    ) on conflict do nothing
  `.execute(db)
}
