// SPDX-License-Identifier: Apache-2.0
import type { Pivot, PivotRelationship } from '../pivot.ts'

/** Components within components within components: deeper than this they stand side by side. */
const DEEPEST = 60

export interface Nesting {
  /** Ids of the parts of an element, in order. */
  partsOf(id: string): readonly string[]
  /** Is it a part of something? */
  isNested(id: string): boolean
  /** Is this relationship told by the nesting? */
  tells(relationship: PivotRelationship): boolean
}

/**
 * Which `contains` become components inside components: CycloneDX can say so of things that one thing alone contains. What
 * the main component contains stands at the top, where every tool looks for it.
 */
export function nestingOf(
  pivot: Pivot,
  rootId: string | undefined,
  canNest: (from: string, to: string) => boolean,
): Nesting {
  const holders = new Map<string, PivotRelationship[]>()
  for (const each of pivot.relationships) {
    if (each.type !== 'contains') continue
    const list = holders.get(each.to)
    if (list === undefined) holders.set(each.to, [each])
    else list.push(each)
  }
  const parents = new Map<string, PivotRelationship>()
  for (const [id, list] of holders) {
    const [only] = list
    if (list.length !== 1 || only === undefined || id === rootId) continue
    const isPlain =
      only.scope === undefined &&
      only.comment === undefined &&
      only.label === undefined &&
      (only.completeness === undefined || only.completeness === 'noAssertion')
    if (isPlain && only.from !== rootId && canNest(only.from, id)) parents.set(id, only)
  }
  const told = new Set<PivotRelationship>()
  const parts = new Map<string, string[]>()
  for (const { id } of pivot.elements) {
    const parent = parents.get(id)
    if (parent === undefined || !endsSoon(id, parents)) continue
    told.add(parent)
    const list = parts.get(parent.from)
    if (list === undefined) parts.set(parent.from, [id])
    else list.push(id)
  }
  return {
    partsOf: (id) => parts.get(id) ?? [],
    isNested(id) {
      const parent = parents.get(id)
      return parent !== undefined && told.has(parent)
    },
    tells: (relationship) => told.has(relationship),
  }
}

/** The way up ends, and not too far up: containers may go round in a circle. */
function endsSoon(id: string, parents: ReadonlyMap<string, PivotRelationship>): boolean {
  let at: string | undefined = id
  for (let depth = 0; depth < DEEPEST; depth++) {
    at = parents.get(at)?.from
    if (at === undefined) return true
  }
  return false
}
