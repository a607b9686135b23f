// SPDX-License-Identifier: Apache-2.0
import { compareParts, isDigit, isLetter, numeralOf, skipDigits, skipLetters } from './numeral.ts'
import type { Order, VersionScheme } from './scheme.ts'
import type { Identifier } from './semver.ts'

/**
 * Gem::Version: numbers and words, a hyphen reads as `.pre.`; from the first word on it is a prerelease. Zeros at the end of
 * the numbers and of the prerelease have no rank; a word is older than a number.
 */
export const rubygems: VersionScheme<readonly Identifier[]> = {
  id: 'rubygems',
  parse: parseGem,
  compare: compareSegments,
}

function parseGem(text: string): readonly Identifier[] | undefined {
  const trimmed = text.trim()
  if (!isDigit(trimmed.charCodeAt(0))) return undefined
  const segments: Identifier[] = []
  let hyphen = false
  let index = 0
  while (index < trimmed.length) {
    const code = trimmed.charCodeAt(index)
    if (isDigit(code)) {
      const end = skipDigits(trimmed, index)
      segments.push(numeralOf(trimmed, index, end))
      index = end
    } else if (isLetter(code)) {
      const end = skipLetters(trimmed, index)
      segments.push(trimmed.slice(index, end))
      index = end
    } else {
      if (code === HYPHEN) {
        segments.push('pre')
        hyphen = true
      } else if (code !== DOT) return undefined
      const next = trimmed.charCodeAt(index + 1)
      const continues = isDigit(next) || isLetter(next) || (hyphen && next === HYPHEN)
      if (!continues) return undefined
      index++
    }
  }
  return canonical(segments)
}

const DOT = 46
const HYPHEN = 45

function canonical(segments: readonly Identifier[]): readonly Identifier[] {
  const word = segments.findIndex((segment) => typeof segment === 'string')
  const cut = word === -1 ? segments.length : word
  return [...withoutZeros(segments.slice(0, cut)), ...withoutZeros(segments.slice(cut))]
}

function withoutZeros(segments: readonly Identifier[]): readonly Identifier[] {
  let end = segments.length
  while (end > 0 && segments[end - 1] === 0) end--
  return segments.slice(0, end)
}

function compareSegments(left: readonly Identifier[], right: readonly Identifier[]): Order {
  const longer = Math.max(left.length, right.length)
  for (let index = 0; index < longer; index++) {
    const one = left[index] ?? 0
    const two = right[index] ?? 0
    // The reverse of Semantic Versioning: words before numbers.
    const order = compareParts(one, two, -1)
    if (order !== 0) return order
  }
  return 0
}
