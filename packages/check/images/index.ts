// SPDX-License-Identifier: Apache-2.0
import type { GivenImage } from '@headwater/domain/code'
import type { Inventory, InventoryBuilder, NodeId } from '@headwater/domain/inventory'
import { bindImage, type Binding } from './bind.ts'
import { describeImage, imageId } from './describe.ts'
import { lookInto, type Looked } from './look.ts'
import type { Told } from './told.ts'

export { ImageError, type ImageErrorCode } from './error.ts'
export { lookInto, type Looked } from './look.ts'
export { takeNotes, toldId, type Told } from './told.ts'

/** Images that were looked into and bound to the documents' own. */
export interface BoundImages {
  /** After the inventory is sealed: where each stands in it. */
  givenIn(inventory: Inventory): readonly GivenImage[]
}

/**
 * Looks into each image, binds it to the image of the documents that it is, and adds it as a document of its own.
 * @throws ImageError, FormatError.
 */
export function addImages(
  inventory: InventoryBuilder,
  paths: readonly string[],
  told: Told,
  elementOf: (path: string) => string | undefined,
  progress: (what: string) => void,
): BoundImages {
  const bound = paths.map((path): { readonly looked: Looked; readonly binding: Binding } => {
    progress(`looking into ${path}`)
    const looked = lookInto(path)
    const binding = bindImage(looked, told)
    describeImage(inventory, looked, binding, elementOf)
    return { looked, binding }
  })
  return {
    givenIn: (sealed) =>
      bound.map(({ looked, binding }) => ({
        nodes: nodesOf(sealed, looked, binding),
        code: looked.code,
        symbols: looked.symbols,
        isAlone: !binding.isMade,
      })),
  }
}

function nodesOf(inventory: Inventory, { sha256 }: Looked, binding: Binding): readonly NodeId[] {
  const own = inventory.find(imageId(sha256))
  const nodes = own === undefined ? [] : [own]
  if (binding.by !== 'name') return nodes
  const paths = new Set(binding.files.map(({ path }) => path))
  for (const node of inventory.files()) if (paths.has(inventory.name(node))) nodes.push(node)
  return nodes
}
