// SPDX-License-Identifier: Apache-2.0
import type { NodeId } from './facts.ts'

/** The nodes of one document by element id. */
export interface IdIndex {
  get(id: string): NodeId | undefined
  /** Answers false where the id had a node before; the later one stands. */
  set(id: string, node: NodeId): boolean
}

/** Chains of this length do not happen by chance: someone chose the ids. V8's own hash has a secret, ours has not. */
const LONGEST_CHAIN = 256

/**
 * Open addressing over the strings that the graph keeps anyway: half the time of a Map and no entry for the collector to
 * walk. `elementIds` is the graph's list; a slot holds a node's number plus one.
 */
export function idIndex(elementIds: readonly string[]): IdIndex {
  let slots = new Int32Array(256)
  let used = 0
  let fallback: Map<string, NodeId> | undefined

  /** The slot of the id or the free one where it would go; -1 where the chain is too long. */
  function find(id: string): number {
    const mask = slots.length - 1
    let slot = hashOf(id) & mask
    for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
      const entry = slots[slot] ?? 0
      if (entry === 0 || elementIds[entry - 1] === id) return slot
      slot = (slot + 1) & mask
    }
    return -1
  }

  function fallBack(): Map<string, NodeId> {
    const map = new Map<string, NodeId>()
    for (const entry of slots) if (entry !== 0) map.set(elementIds[entry - 1] ?? '', entry - 1)
    fallback = map
    return map
  }

  function grow(): void {
    const old = slots
    slots = new Int32Array(old.length * 2)
    for (const entry of old) {
      if (entry === 0) continue
      const slot = find(elementIds[entry - 1] ?? '')
      if (slot < 0) {
        slots = old
        fallBack()
        return
      }
      slots[slot] = entry
    }
  }

  return {
    get(id) {
      if (fallback !== undefined) return fallback.get(id)
      const slot = find(id)
      const entry = slot < 0 ? 0 : (slots[slot] ?? 0)
      return entry === 0 ? undefined : entry - 1
    },
    set(id, node) {
      if (fallback === undefined && used * 2 >= slots.length) grow()
      if (fallback === undefined) {
        const slot = find(id)
        if (slot >= 0) {
          const isNew = slots[slot] === 0
          if (isNew) used++
          slots[slot] = node + 1
          return isNew
        }
      }
      const map = fallback ?? fallBack()
      const isNew = !map.has(id)
      map.set(id, node)
      return isNew
    },
  }
}

/** FNV-1a, from the end: ids of one document differ there. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = id.length - 1; i >= 0; i--) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}
