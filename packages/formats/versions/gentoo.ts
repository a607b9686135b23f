// SPDX-License-Identifier: Apache-2.0
import {
  compareNumerals,
  compareParts,
  isLower,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/** The Package Manager Specification, chapter 3.2 (form) and 3.3 (order). */
export interface GentooVersion {
  readonly numbers: readonly (Numeral | string)[]
  /** Unit of the letter, 0 for none. */
  readonly letter: number
  readonly suffixes: readonly Suffix[]
  readonly revision: Numeral
}

interface Suffix {
  readonly rank: number
  readonly number: Numeral
}

export const gentoo: VersionScheme<GentooVersion> = {
  id: 'gentoo',
  parse: parseGentoo,
  compare: (left, right) =>
    compareNumbers(left.numbers, right.numbers) ||
    compareNumerals(left.letter, right.letter) ||
    compareSuffixes(left.suffixes, right.suffixes) ||
    compareNumerals(left.revision, right.revision),
}

const NO_SUFFIX: Suffix = { rank: 4, number: 0 }
const SUFFIX = /_(alpha|beta|pre|rc|p)(\d*)/y
const SUFFIX_RANKS = new Map([
  ['alpha', 0],
  ['beta', 1],
  ['pre', 2],
  ['rc', 3],
  ['p', 5],
])

function parseGentoo(text: string): GentooVersion | undefined {
  const numbers: (Numeral | string)[] = []
  let index = 0
  for (;;) {
    const end = skipDigits(text, index)
    if (end === index) return undefined
    numbers.push(numbers.length === 0 ? numeralOf(text, index, end) : fraction(text, index, end))
    index = end
    if (text.charAt(index) !== '.') break
    index++
  }
  const letter = isLower(text.charCodeAt(index)) ? text.charCodeAt(index++) : 0
  const suffixes: Suffix[] = []
  for (;;) {
    SUFFIX.lastIndex = index
    const match = SUFFIX.exec(text)
    if (!match) break
    suffixes.push({
      rank: SUFFIX_RANKS.get(match[1] ?? '') ?? 0,
      number: numeralOf(match[2] ?? ''),
    })
    index += match[0].length
  }
  let revision: Numeral = 0
  if (text.startsWith('-r', index) && skipDigits(text, index + 2) > index + 2) {
    revision = numeralOf(text, index + 2)
    index = skipDigits(text, index + 2)
  }
  return index === text.length ? { numbers, letter, suffixes, revision } : undefined
}

/** Algorithm 3.3: a number with leading zeros is a decimal fraction, so zeros at its end have no rank. */
function fraction(text: string, start: number, end: number): Numeral | string {
  if (text.charCodeAt(start) !== 48) return numeralOf(text, start, end)
  let last = end
  while (last > start && text.charCodeAt(last - 1) === 48) last--
  return text.slice(start, last)
}

function compareNumbers(
  left: readonly (Numeral | string)[],
  right: readonly (Numeral | string)[],
): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const order = compareParts(left[index] ?? 0, right[index] ?? 0, FRACTION_FIRST)
    if (order !== 0) return order
  }
  return compareNumerals(left.length, right.length)
}

/** Fractions begin with a zero, and so stand before every number. */
const FRACTION_FIRST = -1

function compareSuffixes(left: readonly Suffix[], right: readonly Suffix[]): Order {
  const longer = Math.max(left.length, right.length)
  for (let index = 0; index < longer; index++) {
    const one = left[index] ?? NO_SUFFIX
    const two = right[index] ?? NO_SUFFIX
    const order = compareNumerals(one.rank, two.rank) || compareNumerals(one.number, two.number)
    if (order !== 0) return order
  }
  return 0
}
