// SPDX-License-Identifier: Apache-2.0

/** FNV-1a over UTF-16 units, 32 bits. Whoever finds something by it compares the text itself. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return hash >>> 0
}

/** Hashes in rising order with a value each: what `writeHashTable` wrote. */
export interface HashTable {
  /** Every value under the hash of this text. */
  find(text: string): readonly number[]
}

/** Layout: all hashes, then all values. */
export function buildHashTable(pairs: readonly (readonly [string, number])[]): Uint32Array {
  const { length } = pairs
  const hashes = new Uint32Array(length)
  pairs.forEach(([text], index) => (hashes[index] = hashOf(text)))
  const order = new Uint32Array(length).map((_zero, index) => index)
  order.sort((left, right) => hashes[left]! - hashes[right]! || left - right)
  const table = new Uint32Array(length * 2)
  order.forEach((from, to) => {
    table[to] = hashes[from]!
    table[length + to] = pairs[from]![1]
  })
  return table
}

export function openHashTable(table: Uint32Array): HashTable {
  const length = table.length / 2
  return {
    find(text) {
      const hash = hashOf(text)
      let low = 0
      for (let high = length; low < high;) {
        const middle = (low + high) >>> 1
        if (table[middle]! < hash) low = middle + 1
        else high = middle
      }
      const values: number[] = []
      for (let at = low; at < length && table[at] === hash; at++) values.push(table[length + at]!)
      return values
    },
  }
}
