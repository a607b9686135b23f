// SPDX-License-Identifier: Apache-2.0
import {
  compareNumerals,
  compareParts,
  isDigit,
  isLower,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'

/**
 * apk-tools 3: `number{.number}{letter}{_suffix{number}}{~hash}{-r#}` (apk-package(5)). A version is read as far as it is valid;
 * what is invalid makes it older than the valid version that it begins with, as apk itself compares.
 */
export type AlpineVersion = readonly Token[]

interface Token {
  /** Where this kind of token stands among all that can follow the same tokens; see {@link RANK}. */
  readonly rank: number
  readonly value: Numeral | string
}

export const alpine: VersionScheme<AlpineVersion> = {
  id: 'alpine',
  parse: (text) => {
    const trimmed = text.trim()
    return trimmed === '' || /\s/.test(trimmed) ? undefined : tokensOf(trimmed)
  },
  compare: compareAlpine,
}

// Two versions that begin alike: the one with an early suffix is older, then the one with an error, then the one that ends
// there, and so on. `text` is a number with leading zeros, which is compared as text.
const RANK = {
  early: 0,
  invalid: 1,
  end: 2,
  revision: 3,
  hash: 4,
  suffixNumber: 5,
  late: 6,
  nothing: 7,
  letter: 8,
  text: 9,
  number: 10,
} as const

const EARLY = ['alpha', 'beta', 'pre', 'rc']
const LATE = ['cvs', 'svn', 'git', 'hg', 'p']
const INVALID: Token = { rank: RANK.invalid, value: 0 }
const END: Token = { rank: RANK.end, value: 0 }

function tokensOf(text: string): AlpineVersion {
  const first = skipDigits(text, 0)
  const tokens: Token[] = [{ rank: RANK.number, value: numeralOf(text, 0, first) }]
  let index = first
  let stage: 'numbers' | 'letter' | 'suffixes' | 'hash' | 'revision' = 'numbers'
  while (index < text.length) {
    const code = text.charCodeAt(index)
    let end = index + 1
    if (code === 46 && stage === 'numbers') {
      end = skipDigits(text, end)
      tokens.push(numberOf(text, index + 1, end))
    } else if (isLower(code) && stage === 'numbers') {
      stage = 'letter'
      tokens.push({ rank: RANK.letter, value: code })
    } else if (isDigit(code) && stage === 'letter') {
      stage = 'numbers'
      end = skipDigits(text, index)
      tokens.push(numberOf(text, index, end))
    } else if (code === 95 && (stage === 'numbers' || stage === 'letter' || stage === 'suffixes')) {
      stage = 'suffixes'
      while (end < text.length && isLower(text.charCodeAt(end))) end++
      tokens.push(suffixOf(text.slice(index + 1, end)))
      const number = skipDigits(text, end)
      if (number > end)
        tokens.push({ rank: RANK.suffixNumber, value: numeralOf(text, end, number) })
      end = number
    } else if (code === 126 && stage !== 'hash' && stage !== 'revision') {
      stage = 'hash'
      while (end < text.length && isHex(text.charCodeAt(end))) end++
      tokens.push(
        end === index + 1 ? INVALID : { rank: RANK.hash, value: text.slice(index + 1, end) },
      )
    } else if (startsRevision(text, index) && stage !== 'revision') {
      stage = 'revision'
      end = skipDigits(text, index + 2)
      tokens.push({ rank: RANK.revision, value: numeralOf(text, index + 2, end) })
    } else tokens.push(INVALID)
    if (tokens.at(-1) === INVALID) return tokens
    index = end
  }
  return tokens
}

/** A number with leading zeros sorts as text, and so before every number without. */
function numberOf(text: string, start: number, end: number): Token {
  if (end === start) return { rank: RANK.nothing, value: 0 }
  if (text.charCodeAt(start) === 48) return { rank: RANK.text, value: text.slice(start, end) }
  return { rank: RANK.number, value: numeralOf(text, start, end) }
}

function suffixOf(word: string): Token {
  const early = EARLY.indexOf(word)
  if (early !== -1) return { rank: RANK.early, value: early }
  const late = LATE.indexOf(word)
  return late === -1 ? INVALID : { rank: RANK.late, value: late }
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102)
}

/** `-r` with or without its number; `-ruff` is none. */
function startsRevision(text: string, index: number): boolean {
  if (!text.startsWith('-r', index)) return false
  const next = text.charCodeAt(index + 2)
  return index + 2 === text.length || isDigit(next) || next === 45
}

function compareAlpine(left: AlpineVersion, right: AlpineVersion): Order {
  const longer = Math.max(left.length, right.length)
  for (let index = 0; index < longer; index++) {
    const one = left[index] ?? END
    const two = right[index] ?? END
    const order = compareNumerals(one.rank, two.rank) || compareParts(one.value, two.value, 0)
    if (order !== 0) return order
  }
  return 0
}
