// SPDX-License-Identifier: Apache-2.0
import { componentColumns, type ComponentColumns } from '../components/index.ts'
import { jsonText, keyText, plainText } from '../schema/index.ts'
import type { FileOccurrence, NewInventory, Occurrence } from './save.ts'

/** What a document says, as the database takes it: plain data, which another thread may have made. */
export interface InventoryColumns {
  readonly format: string
  readonly specVersion: string
  readonly documentId: string | null
  /** JSON. */
  readonly facts: string
  readonly components: ComponentColumns & {
    readonly elements: readonly (string | null)[]
    readonly licences: readonly (string | null)[]
    readonly suppliers: readonly (string | null)[]
    readonly scopes: readonly (string | null)[]
  }
  readonly files: readonly FileOccurrence[]
  readonly reader: number
}

export function inventoryColumns(
  inventory: Omit<NewInventory, 'document' | 'at'>,
): InventoryColumns {
  const { components, documentId } = inventory
  const column = (pick: (occurrence: Occurrence) => string | undefined) =>
    components.map((each) => {
      const value = pick(each)
      return value === undefined ? null : plainText(value)
    })
  return {
    format: inventory.format,
    specVersion: plainText(inventory.specVersion),
    documentId: documentId === undefined ? null : keyText(documentId, 500),
    facts: jsonText(inventory.facts),
    components: {
      ...componentColumns(components.map(({ identity }) => identity)),
      elements: column(({ element }) => element),
      licences: column(({ licence }) => licence),
      suppliers: column(({ supplier }) => supplier),
      scopes: column(({ scope }) => scope),
    },
    files: inventory.files,
    reader: inventory.reader,
  }
}
