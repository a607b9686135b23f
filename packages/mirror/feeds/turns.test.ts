// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createSharedTurns, turnsOf, wholeTurn } from './turns.ts'

describe('taking turns', () => {
  it.each([0, 1, 31, 32, 33, 1000])('gives each of %i files to one of those who ask', (files) => {
    const shared = createSharedTurns(2)
    const readers = [
      { own: turnsOf(shared, 1, files, 'front'), pace: 1 },
      { own: turnsOf(shared, 1, files, 'front'), pace: 3 },
      { own: turnsOf(shared, 1, files, 'back'), pace: 2 },
    ]
    const taken: number[] = []
    for (let step = 0; step < 200; step++) {
      for (const { own, pace } of readers) {
        if (step % pace !== 0) continue
        const [from, to] = own.next() ?? [0, 0]
        for (let file = from; file < to; file++) taken.push(file)
      }
    }
    expect(taken.sort((left, right) => left - right)).toEqual(
      Array.from({ length: files }, (_none, file) => file),
    )
    // the other feed is untouched
    expect(turnsOf(shared, 0, 5, 'front').next()).toEqual([0, 5])
  })

  it('gives all of them to one who is alone', () => {
    const turns = wholeTurn(7)
    expect([turns.next(), turns.next()]).toEqual([[0, 7], undefined])
  })
})
