// SPDX-License-Identifier: Apache-2.0

/** Repeatable chance: the same seeds give the same draws on every machine. Not for secrets. */
export interface Random {
  /** From 0 to `below` - 1. */
  int(below: number): number
  chance(probability: number): boolean
  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item
}

/** Small Fast Counter (sfc32, PractRand), 128 bits of state. */
export function createRandom(...seeds: readonly number[]): Random {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = 0xb7e15162
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (const seed of seeds) {
    a = (a + seed) | 0
    b = (b ^ Math.trunc(seed / 2 ** 32)) | 0
    for (let i = 0; i < 12; i++) next()
  }
  const int = (below: number): number => Math.floor((next() / 2 ** 32) * below)
  return {
    int,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick<Item>(list: readonly Item[]): Item {
      if (list.length === 0) throw new RangeError('nothing to pick from')
      return list[int(list.length)] as Item
    },
  }
}
