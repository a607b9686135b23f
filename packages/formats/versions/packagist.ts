// SPDX-License-Identifier: Apache-2.0
import {
  compareNumerals,
  isDigit,
  isLetter,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/**
 * PHP's version_compare, which Composer orders by: parts between `.`, `-`, `_`, `+` and where digits meet letters; a leading
 * `v` is dropped as Composer does. `ranks[i]` is the rank of part i, `numbers[i]` its number.
 */
export interface PackagistVersion {
  readonly ranks: readonly number[]
  readonly numbers: readonly Numeral[]
}

export const packagist: VersionScheme<PackagistVersion> = {
  id: 'packagist',
  parse: (text) => {
    const trimmed = text.trim()
    return trimmed === '' ? undefined : parsePackagist(trimmed)
  },
  compare: comparePackagist,
}

// "any string not found in this list < dev < alpha = a < beta = b < RC = rc < # < pl = p", matched by how a part begins.
const SPECIAL: readonly (readonly [string, number])[] = [
  ['dev', 0],
  ['a', 1],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['#', 4],
  ['p', 6],
]
const OTHER = -1
/** Also the rank of a version's end. A literal `#` equals any number, so a version with one is outside the order. */
const HASH = 4
const NUMBER = 5

function parsePackagist(text: string): PackagistVersion {
  const ranks: number[] = []
  const numbers: Numeral[] = []
  let index = text.startsWith('v') || text.startsWith('V') ? 1 : 0
  while (index < text.length) {
    const code = text.charCodeAt(index)
    let end = index + 1
    if (isDigit(code)) {
      end = skipDigits(text, index)
      ranks.push(NUMBER)
      numbers.push(numeralOf(text, index, end))
    } else if (isLetter(code) || code === 35) {
      while (end < text.length && isWord(text.charCodeAt(end))) end++
      ranks.push(rankOf(text, index))
      numbers.push(0)
    }
    index = end
  }
  return { ranks, numbers }
}

function isWord(code: number): boolean {
  return isLetter(code) || code === 35
}

function rankOf(text: string, at: number): number {
  for (const [word, rank] of SPECIAL) if (text.startsWith(word, at)) return rank
  return OTHER
}

function comparePackagist(left: PackagistVersion, right: PackagistVersion): Order {
  const longer = Math.max(left.ranks.length, right.ranks.length)
  for (let index = 0; index < longer; index++) {
    const one = left.ranks[index]
    const two = right.ranks[index]
    if (one === NUMBER && two === NUMBER) {
      const order = compareNumerals(left.numbers[index] ?? 0, right.numbers[index] ?? 0)
      if (order !== 0) return order
    } else if (!(meetsHash(one, two) || meetsHash(two, one))) {
      const order = compareNumerals(one ?? HASH, two ?? HASH)
      if (order !== 0) return order
    }
  }
  return 0
}

function meetsHash(one: number | undefined, two: number | undefined): boolean {
  return one === HASH && two === NUMBER
}
