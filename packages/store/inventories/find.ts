// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** How many components stand with a document, and which of them this generation of the matcher has not looked at, by id. */
export async function keptComponents(
  db: Db,
  { document, matcher }: { readonly document: number; readonly matcher: number },
): Promise<{ readonly count: number; readonly unmatched: readonly number[] }> {
  const { rows } = await sql<{ count: number; unmatched: readonly number[] | null }>`
    select count(*) as count,
      array_agg(dc.component_id order by dc.component_id) filter (where m.matcher is null or m.matcher < ${matcher}) as unmatched
    from document_component dc left join component_matching m on m.component_id = dc.component_id
    where dc.document_id = ${document}
  `.execute(db)
  return { count: rows[0]?.count ?? 0, unmatched: rows[0]?.unmatched ?? [] }
}
