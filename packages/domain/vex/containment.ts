// SPDX-License-Identifier: Apache-2.0
import type { ComponentIndex } from './match.ts'

/** Questions about what is in what. Containment may have circles in a careless document; each walk visits a node once. */
export function containment(index: Pick<ComponentIndex, 'byNode'>): {
  /** Everything that contains a node, directly or through others; without the node itself. */
  readonly containersOf: (node: number) => readonly number[]
  /** Whether every way from the node up to something that nothing contains leads through one of the wholes. */
  readonly onlyIn: (node: number, wholes: ReadonlySet<number>) => boolean
} {
  const known = new Map<number, readonly number[]>()

  function containersOf(node: number): readonly number[] {
    const cached = known.get(node)
    if (cached) return cached
    const seen = new Set([node])
    const found: number[] = []
    const queue = [...parentsOf(node)]
    for (const next of queue) {
      if (seen.has(next)) continue
      seen.add(next)
      found.push(next)
      for (const parent of parentsOf(next)) queue.push(parent)
    }
    known.set(node, found)
    return found
  }

  function onlyIn(node: number, wholes: ReadonlySet<number>): boolean {
    const seen = new Set([node])
    const queue = [node]
    for (const next of queue) {
      if (wholes.has(next)) continue
      const parents = parentsOf(next)
      if (parents.length === 0) return false
      for (const parent of parents) {
        if (seen.has(parent)) continue
        seen.add(parent)
        queue.push(parent)
      }
    }
    return true
  }

  function parentsOf(node: number): readonly number[] {
    return index.byNode(node)?.containedIn ?? []
  }

  return { containersOf, onlyIn }
}
