// SPDX-License-Identifier: Apache-2.0
export type * from './facts.ts'
export { createInventory, type InventoryBuilder } from './builder.ts'
export type { Edge, Inventory, InventoryDocument, OpenReference } from './graph.ts'
export { linkDocuments, type DocumentLink } from './links.ts'
export { digestAlgorithm } from './digests.ts'
export { fileRole, normalPath } from './roles.ts'
export { basename, endsWithPath, isMaterial, MADE_OF, twinsElsewhere } from './materials.ts'
