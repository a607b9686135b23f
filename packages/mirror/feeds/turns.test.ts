// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createSharedTurns, isWorthJoining, turnsOf } from './turns.ts'

describe('taking turns', () => {
  it('gives each file to one of those who ask, whatever their pace', () => {
    const shared = createSharedTurns(2)
    const readers = [turnsOf(shared, 1), turnsOf(shared, 1), turnsOf(shared, 1)]
    const places = [0, 0, 0]
    const taken = new Map<number, number>()
    for (let step = 0; places.some((place) => place < 1000); step++) {
      const who = (step * 7 + (step % 3)) % 3
      for (let quick = 0; quick <= who * 5; quick++) {
        const file = places[who]++
        if (file >= 1000) break
        if (readers[who].isMine(file)) taken.set(file, (taken.get(file) ?? 0) + 1)
      }
    }
    expect(taken.size).toBe(1000)
    expect([...taken.values()].every((count) => count === 1)).toBe(true)
    // the other feed is untouched
    expect(turnsOf(shared, 0).isMine(0)).toBe(true)
  })

  it('knows when joining comes too late', () => {
    const shared = createSharedTurns(1)
    expect(isWorthJoining(shared, 0)).toBe(true)
    const turns = turnsOf(shared, 0)
    for (let file = 0; file < 2000; file++) turns.isMine(file)
    turns.end(2000)
    expect(isWorthJoining(shared, 0)).toBe(false)
  })
})
