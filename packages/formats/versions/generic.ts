// SPDX-License-Identifier: Apache-2.0
import {
  compareNumerals,
  compareParts,
  isDigit,
  isLetter,
  numeralOf,
  skipDigits,
  skipLetters,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/**
 * The `generic` of vers, which leaves the algorithm to libversion's: numbers and words in turn, everything else separates. Asked
 * for by name only; no ecosystem falls back to it.
 */
export const generic: VersionScheme<readonly Part[]> = {
  id: 'generic',
  parse: parseGeneric,
  compare: compareGeneric,
}

export interface Part {
  readonly rank: number
  readonly value: Numeral | string
}

const RANK = { before: 0, zero: 1, after: 2, number: 3, letter: 4 } as const
/** Words that mean "after"; every other word means "before". */
const AFTER = new Set(['post', 'postfix', 'patch', 'p', 'pl', 'errata', 'sp', 'hotfix', 'update'])
const ZERO: Part = { rank: RANK.zero, value: 0 }

function parseGeneric(text: string): readonly Part[] | undefined {
  const parts: Part[] = []
  const plain = text.trim().toLowerCase()
  let index = plain.startsWith('v') && isDigit(plain.charCodeAt(1)) ? 1 : 0
  while (index < plain.length) {
    const code = plain.charCodeAt(index)
    let end = index + 1
    if (isDigit(code)) {
      end = skipDigits(plain, index)
      const value = numeralOf(plain, index, end)
      parts.push(value === 0 ? ZERO : { rank: RANK.number, value })
    } else if (isLetter(code)) {
      end = skipLetters(plain, index)
      parts.push(wordOf(plain, index, end))
    }
    index = end
  }
  return parts.some((part) => part.rank === RANK.number || part === ZERO) ? parts : undefined
}

/** One letter right after a number, with no number after it, counts on: 1.0a, 1.0b. */
function wordOf(text: string, start: number, end: number): Part {
  const word = text.slice(start, end)
  const afterNumber = isDigit(text.charCodeAt(start - 1))
  const counts = word.length === 1 && afterNumber && !isDigit(text.charCodeAt(end))
  if (counts) return { rank: RANK.letter, value: word }
  return { rank: AFTER.has(word) ? RANK.after : RANK.before, value: word }
}

function compareGeneric(left: readonly Part[], right: readonly Part[]): Order {
  const longer = Math.max(left.length, right.length)
  for (let index = 0; index < longer; index++) {
    const one = left[index] ?? ZERO
    const two = right[index] ?? ZERO
    const order = compareNumerals(one.rank, two.rank) || compareParts(one.value, two.value, 0)
    if (order !== 0) return order
  }
  return 0
}
