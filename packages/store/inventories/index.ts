// SPDX-License-Identifier: Apache-2.0
export {
  saveInventory,
  saveInventoryColumns,
  type FileOccurrence,
  type NewInventory,
  type Occurrence,
  type SavedInventory,
} from './save.ts'
export { inventoryColumns, type InventoryColumns } from './columns.ts'
export { keptComponents } from './find.ts'
export { saveReleaseComponents, type ReplacedComponent } from './replace.ts'
