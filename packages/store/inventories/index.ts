// SPDX-License-Identifier: Apache-2.0
export {
  saveInventory,
  type FileOccurrence,
  type NewInventory,
  type Occurrence,
  type SavedInventory,
} from './save.ts'
export { addOccurrences } from './add.ts'
export { saveReleaseComponents, type ReplacedComponent } from './replace.ts'
