// SPDX-License-Identifier: Apache-2.0
import type { FileRole } from '@headwater/domain/inventory'
import type { ComponentIdentity } from '@headwater/domain/matching'
import { sql } from 'kysely'
import { saveComponentColumns } from '../components/index.ts'
import { saveFiles, type NewFile } from '../files/index.ts'
import type { Db } from '../schema/index.ts'
import { retried } from '../transactions/index.ts'
import { inventoryColumns, type InventoryColumns } from './columns.ts'

export interface Occurrence {
  readonly identity: ComponentIdentity
  /** Id of its element in the document. */
  readonly element?: string
  readonly licence?: string
  readonly supplier?: string
  readonly scope?: string
}

export interface FileOccurrence extends NewFile {
  readonly role: FileRole
}

export interface NewInventory {
  readonly document: number
  readonly format: string
  readonly specVersion: string
  /** The name by which other documents refer to it. */
  readonly documentId?: string
  /** `DocumentFacts`, remarks and counts, for the pages. */
  readonly facts: unknown
  readonly components: readonly Occurrence[]
  readonly files: readonly FileOccurrence[]
  /** Version of the program's reader. What an older one wrote is replaced. */
  readonly reader: number
  readonly at: string
}

export interface SavedInventory {
  /** Ids of the components, in the order of what was given. */
  readonly components: readonly number[]
  /** Those among them that nobody had seen: they are to be matched. */
  readonly fresh: readonly number[]
  /** False: this reader, or a younger one, had read it before, and nothing was written. */
  readonly isNew: boolean
}

/** Keeps what a document says, once: components and files as global content, and thin rows that they occur in it. */
export function saveInventory(db: Db, inventory: NewInventory): Promise<SavedInventory> {
  const { document, at } = inventory
  return saveInventoryColumns(db, { ...inventoryColumns(inventory), document, at })
}

/** The same of columns that were made before. */
export async function saveInventoryColumns(
  db: Db,
  inventory: InventoryColumns & Pick<NewInventory, 'document' | 'at'>,
): Promise<SavedInventory> {
  const { document, at } = inventory
  return retried(db, async (trx) => {
    const { state, reader } = await trx
      .selectFrom('document')
      .select(['state', 'reader'])
      .where('id', '=', document)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (state === 'read' && reader >= inventory.reader) {
      return { components: [], fresh: [], isNew: false }
    }
    if (state === 'read') await forget(trx, document)
    const { ids, fresh } = await saveComponentColumns(trx, inventory.components, at)
    const components = await saveOccurrences(trx, document, inventory, ids)
    const files = await saveFileOccurrences(trx, document, inventory)
    await trx
      .updateTable('document')
      .set({
        state: 'read',
        format: inventory.format,
        spec_version: inventory.specVersion,
        document_id: inventory.documentId,
        facts: inventory.facts,
        faults: null,
        components,
        files,
        reader: inventory.reader,
        read_at: at,
      })
      .where('id', '=', document)
      .execute()
    return { components: ids, fresh, isNew: true }
  })
}

const BATCH = 10_000

async function forget(db: Db, document: number): Promise<void> {
  await db.deleteFrom('document_component').where('document_id', '=', document).execute()
  await db.deleteFrom('document_file').where('document_id', '=', document).execute()
}

async function saveOccurrences(
  db: Db,
  document: number,
  { components: { elements, licences, suppliers, scopes } }: InventoryColumns,
  ids: readonly number[],
): Promise<number> {
  const counts = new Map<number, number>()
  const first: number[] = []
  ids.forEach((id, place) => {
    const count = counts.get(id) ?? 0
    if (count === 0) first.push(place)
    counts.set(id, count + 1)
  })
  for (let from = 0; from < first.length; from += BATCH) {
    const batch = first.slice(from, from + BATCH)
    const column = (values: readonly (string | null)[]) => batch.map((place) => values[place]!)
    await sql`
      insert into document_component (document_id, component_id, element, occurrences, licence, supplier, scope)
      select ${document}::bigint, * from unnest(
        ${batch.map((place) => ids[place]!)}::bigint[],
        ${column(elements)}::text[],
        ${batch.map((place) => counts.get(ids[place]!)!)}::integer[],
        ${column(licences)}::text[],
        ${column(suppliers)}::text[],
        ${column(scopes)}::text[]
      )
    `.execute(db)
  }
  return first.length
}

async function saveFileOccurrences(
  db: Db,
  document: number,
  { files }: InventoryColumns,
): Promise<number> {
  const ids = await saveFiles(db, files)
  const roles = new Map<number, FileRole>()
  ids.forEach((id, index) => {
    const { role } = files[index]!
    // a file that is named twice is what one of them says, where the other says nothing
    if (role !== 'unknown' || !roles.has(id)) roles.set(id, role)
  })
  const all = [...roles]
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH)
    await sql`
      insert into document_file (document_id, file_id, role)
      select ${document}::bigint, * from unnest(
        ${batch.map(([id]) => id)}::bigint[], ${batch.map(([, role]) => role)}::text[]
      )
    `.execute(db)
  }
  return all.length
}
