// SPDX-License-Identifier: Apache-2.0
import {
  compareNumeralLists,
  isDigit,
  numeralOf,
  numeralsOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { VersionScheme } from './scheme.ts'

/** R's `package_version`: numbers between dots and dashes, which mean the same; `0.1` is before `0.1.0`. */
export const cran: VersionScheme<readonly Numeral[]> = {
  id: 'cran',
  parse: (text) => numeralsOf(text, '.-'),
  compare: (left, right) => compareNumeralLists(left, right, 'shorter-is-older'),
}

/** Haskell's Package Versioning Policy: dotted numbers, `1.0` before `1.0.0`. */
export const hackage: VersionScheme<readonly Numeral[]> = {
  id: 'hackage',
  parse: (text) => numeralsOf(text),
  compare: (left, right) => compareNumeralLists(left, right, 'shorter-is-older'),
}

/** nginx: dotted numbers. */
export const nginx: VersionScheme<readonly Numeral[]> = {
  id: 'nginx',
  parse: (text) => numeralsOf(text),
  compare: (left, right) => compareNumeralLists(left, right, 'zero'),
}

/** The `intdot` of vers: dotted numbers, read up to the first character that is neither digit nor dot. */
export const intdot: VersionScheme<readonly Numeral[]> = {
  id: 'intdot',
  parse: parseIntdot,
  compare: (left, right) => compareNumeralLists(left, right, 'zero'),
}

function parseIntdot(text: string): readonly Numeral[] | undefined {
  if (!isDigit(text.charCodeAt(0))) return undefined
  const numerals: Numeral[] = []
  let index = 0
  while (isDigit(text.charCodeAt(index))) {
    const end = skipDigits(text, index)
    numerals.push(numeralOf(text, index, end))
    index = text.charAt(end) === '.' ? end + 1 : end
  }
  return numerals
}
