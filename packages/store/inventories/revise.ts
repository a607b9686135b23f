// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { saveComponents } from '../components/index.ts'
import { jsonText, plainText, type Db } from '../schema/index.ts'
import { retried } from '../transactions/index.ts'
import type { Occurrence } from './save.ts'

/**
 * What a document holds that was kept before, as the documents of one release say it together: the others may say more of who a
 * component is. Where no other release ever had the document its components become these; else they are added, since each release may
 * see them differently.
 */
export async function reviseInventory(
  db: Db,
  inventory: {
    readonly document: number
    readonly release: number
    readonly components: readonly Occurrence[]
    readonly facts: unknown
    readonly at: string
  },
): Promise<void> {
  const { document, release, components, at } = inventory
  await retried(db, async (trx) => {
    const { ids } = await saveComponents(
      trx,
      components.map(({ identity }) => identity),
      at,
    )
    const { rows } = await sql<{ id: number }>`
      select component_id as id from document_component where document_id = ${document} for update
    `.execute(trx)
    const known = new Set(rows.map(({ id }) => id))
    const wanted = new Map(ids.map((id, index) => [id, components[index]!]))
    const gone = [...known].filter((id) => !wanted.has(id))
    const added = [...wanted].filter(([id]) => !known.has(id))
    await addOccurrences(trx, document, added)
    if (await isSharedBeyond(trx, document, release)) return
    await sql`
      delete from document_component where document_id = ${document} and component_id = any(${gone}::bigint[])
    `.execute(trx)
    await trx
      .updateTable('document')
      .set({ components: wanted.size, facts: jsonText(inventory.facts) })
      .where('id', '=', document)
      .execute()
  })
}

async function addOccurrences(
  db: Db,
  document: number,
  added: readonly (readonly [number, Occurrence])[],
): Promise<void> {
  if (added.length === 0) return
  const column = (pick: (occurrence: Occurrence) => string | undefined) =>
    added.map(([, occurrence]) => {
      const value = pick(occurrence)
      return value === undefined ? null : plainText(value)
    })
  await sql`
    insert into document_component (document_id, component_id, element, licence, supplier, scope)
    select ${document}::bigint, * from unnest(
      ${added.map(([id]) => id)}::bigint[],
      ${column(({ element }) => element)}::text[],
      ${column(({ licence }) => licence)}::text[],
      ${column(({ supplier }) => supplier)}::text[],
      ${column(({ scope }) => scope)}::text[]
    )
    on conflict do nothing
  `.execute(db)
}

/** Whether it stands, or stood, in another release too. */
async function isSharedBeyond(db: Db, document: number, release: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from release_document where document_id = ${document} and release_id <> ${release} limit 1
  `.execute(db)
  return rows.length > 0
}
