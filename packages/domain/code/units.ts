// SPDX-License-Identifier: Apache-2.0
import { isMaterial, twinsElsewhere, type Inventory, type NodeId } from '../inventory/index.ts'

/** Where a file went: the objects made of it, and archives and images that took it in with no object on record. */
interface FileUses {
  readonly units: readonly NodeId[]
  /** `of`: the source that the archive or image was made of, which may include the file. */
  readonly products: readonly { readonly node: NodeId; readonly of: NodeId }[]
}

/** Walks from what something was made of to what was made. */
export interface Upward {
  /** The file, and the same content in other documents. */
  occurrences(node: NodeId): readonly NodeId[]
  usesOf(file: NodeId): FileUses
  /** The sources that an object was compiled from, headers and what sources include left out. */
  sourcesOf(unit: NodeId): readonly NodeId[]
  /** Sources and headers that an object was made of. */
  materialsOf(unit: NodeId): readonly NodeId[]
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
  function climb(start: NodeId, visit: (node: NodeId, below: NodeId) => boolean): void {
    const queue = [...occurrences(start)]
    const seen = new Set(queue)
    for (const node of queue) {
      for (const { from, kind } of inventory.edgesTo(node)) {
        if (seen.has(from) || !isMaterial(inventory, from, node, kind)) continue
        seen.add(from)
        if (!visit(from, node)) continue
        for (const each of occurrences(from)) {
          seen.add(each)
          queue.push(each)
        }
      }
    }
  }

  interface Material {
    readonly node: NodeId
    /** Compiled as such, and not included. */
    readonly isSource: boolean
  }

  const materials = new Map<NodeId, readonly Material[]>()
  function materialsOf(unit: NodeId): readonly Material[] {
    const known = materials.get(unit)
    if (known !== undefined) return known
    const found = new Map<NodeId, boolean>()
    // through steps of the build, and from sources to what they include
    const queue = [...occurrences(unit)]
    const seen = new Set(queue)
    for (const each of queue) {
      const isIncluding = found.has(each)
      inventory.eachTarget(each, (target, kind) => {
        if (!isMaterial(inventory, each, target, kind)) return
        const role = inventory.role(target)
        const isText = role === 'source' || role === 'header'
        if (!isText && inventory.kind(target) !== 'build') return
        if (isText) {
          const isSource = role === 'source' && kind !== 'includes' && !isIncluding
          found.set(target, isSource || (found.get(target) ?? false))
        }
        if (seen.has(target)) return
        seen.add(target)
        queue.push(target)
      })
    }
    const list = [...found].map(([node, isSource]) => ({ node, isSource }))
    materials.set(unit, list)
    return list
  }

  return {
    occurrences,
    usesOf(file) {
      const units: NodeId[] = []
      const products: { node: NodeId; of: NodeId }[] = []
      climb(file, (node, below) => {
        const role = inventory.role(node)
        if (isUnit(node) || role === 'object') units.push(node)
        else if (images.has(node) || role === 'archive' || role === 'image' || role === 'module') {
          products.push({ node, of: below })
        } else return true
        return false
      })
      return { units, products }
    },
    sourcesOf: (unit) =>
      materialsOf(unit)
        .filter(({ isSource }) => isSource)
        .map(({ node }) => node),
    materialsOf: (unit) => materialsOf(unit).map(({ node }) => node),
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
