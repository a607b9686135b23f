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
    let ids = ['']
    for (const [a, b] of TWINS) ids = ids.flatMap((id) => [a + id, b + id])
    expect(ids).toHaveLength(512)
    const set = createIdSet()
    for (const id of ids) expect(set.add(id)).toBe(true)
    for (const id of ids) expect(set.add(id)).toBe(false)
    for (const id of ids) expect(set.has(id)).toBe(true)
  })
})

/** Pairs that lead 32-bit FNV-1a, from the end, from one state to one other: each doubles the ids of one hash. */
const TWINS = [
  ['lzy7', 'pa6e'],
  ['hzt', '1bk8'],
  ['lzy5', 'pa6g'],
  ['lzu5', 'pa2g'],
  ['lzu5', 'pa2g'],
  ['nek', '1gbn'],
  ['lzy1', 'pa6c'],
  ['lzu5', 'pa2g'],
  ['lzu5', 'pa2g'],
] as const
