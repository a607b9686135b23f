// SPDX-License-Identifier: Apache-2.0
import { isMaterial, twinsElsewhere, type Inventory, type NodeId } from '../inventory/index.ts'

/** Where a file went: the objects made of it, and archives and images that took it in with no object on record. */
export interface FileUses {
  readonly units: readonly NodeId[]
  readonly products: readonly NodeId[]
}

/** Walks from what something was made of to what was made. */
export interface Upward {
  /** The file, and the same content in other documents. */
  occurrences(node: NodeId): readonly NodeId[]
  usesOf(file: NodeId): FileUses
  /** Images that a node went into: the first ones on each way, and those beyond unless `isEnough` says stop. */
  imagesOf(node: NodeId, isEnough: (image: NodeId) => boolean): readonly NodeId[]
}

export function upwardIn(
  inventory: Inventory,
  images: ReadonlySet<NodeId>,
  isUnit: (node: NodeId) => boolean,
): Upward {
  const occurrences = (node: NodeId): readonly NodeId[] => [
    node,
    ...twinsElsewhere(inventory, node),
  ]

  /** `visit` answers whether to go on beyond a node. */
  function climb(start: NodeId, visit: (node: NodeId) => boolean): void {
    const queue = [...occurrences(start)]
    const seen = new Set(queue)
    for (const node of queue) {
      for (const { from, kind } of inventory.edgesTo(node)) {
        if (seen.has(from) || !isMaterial(inventory, from, node, kind)) continue
        seen.add(from)
        if (!visit(from)) continue
        for (const each of occurrences(from)) {
          seen.add(each)
          queue.push(each)
        }
      }
    }
  }

  return {
    occurrences,
    usesOf(file) {
      const units: NodeId[] = []
      const products: NodeId[] = []
      climb(file, (node) => {
        const role = inventory.role(node)
        if (isUnit(node) || role === 'object') units.push(node)
        else if (images.has(node) || role === 'archive' || role === 'image' || role === 'module') {
          products.push(node)
        } else return true
        return false
      })
      return { units, products }
    },
    imagesOf(start, isEnough) {
      const found: NodeId[] = []
      const visit = (node: NodeId): boolean => {
        if (!images.has(node)) return true
        found.push(node)
        return !isEnough(node)
      }
      if (visit(start)) climb(start, visit)
      return found
    },
  }
}
