// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createIdSet } from './id-set.ts'

describe('createIdSet', () => {
  it('knows what was added, once', () => {
    const set = createIdSet()
    const ids = Array.from({ length: 20_000 }, (_, i) => `SPDXRef-${i.toString(36)}`)
    for (const id of ids) expect(set.has(id)).toBe(false)
    for (const id of ids) expect(set.add(id)).toBe(true)
    for (const id of ids) expect(set.add(id)).toBe(false)
    for (const id of ids) expect(set.has(id)).toBe(true)
    expect(set.has('SPDXRef-')).toBe(false)
    expect(set.add('')).toBe(true)
    expect(set.has('')).toBe(true)
  })

  it('stays right and quick when all ids were chosen to collide', () => {
    // pairs of beginnings that lead from one state of the hash to one other: each doubles the ids of one hash
    let ids = ['']
    let state = 0x811c9dc5
    for (let doubled = 0; doubled < 11; doubled++) {
      const [a, b, next] = twins(state)
      ids = ids.flatMap((id) => [a + id, b + id])
      state = next
    }
    const set = createIdSet()
    const start = performance.now()
    for (const id of ids) expect(set.add(id)).toBe(true)
    for (const id of ids) expect(set.add(id)).toBe(false)
    for (const id of ids) expect(set.has(id)).toBe(true)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

/** Two strings of one effect on 32-bit FNV-1a in the given state, taken from their end, and the state after them. */
function twins(state: number): readonly [string, string, number] {
  const seen = new Map<number, string>()
  for (let i = 0; ; i++) {
    const text = i.toString(36)
    let hash = state
    for (let j = text.length - 1; j >= 0; j--) {
      hash = Math.imul(hash ^ text.charCodeAt(j), 0x01000193)
    }
    const other = seen.get(hash)
    if (other !== undefined) return [other, text, hash]
    seen.set(hash, text)
  }
}
