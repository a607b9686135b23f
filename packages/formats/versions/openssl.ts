// SPDX-License-Identifier: Apache-2.0
import {
  compareNumeralLists,
  compareNumerals,
  compareText,
  isLower,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { VersionScheme } from './scheme.ts'

/** OpenSSL: `1.0.2`, then `1.0.2a` … `1.0.2z`, `1.0.2za`; since 3.0 three numbers. Prereleases are `-dev`, `-alpha1`, `-beta1`, `-pre1`. */
export interface OpensslVersion {
  readonly numbers: readonly Numeral[]
  readonly letters: string
  readonly stage: number
  readonly stageNumber: Numeral
}

export const openssl: VersionScheme<OpensslVersion> = {
  id: 'openssl',
  parse: parseOpenssl,
  compare: (left, right) =>
    compareNumeralLists(left.numbers, right.numbers, 'zero') ||
    compareText(left.letters, right.letters) ||
    compareNumerals(left.stage, right.stage) ||
    compareNumerals(left.stageNumber, right.stageNumber),
}

const RELEASE = 4
const STAGES: readonly (readonly [string, number])[] = [
  ['-dev', 0],
  ['-alpha', 1],
  ['-beta', 2],
  ['-pre', 3],
  ['-rc', 3],
]
/** How a release was built, not which: no rank. */
const VARIANT = /^-fips$|^\+[0-9a-z.]+$/

function parseOpenssl(text: string): OpensslVersion | undefined {
  const numbers: Numeral[] = []
  let index = 0
  for (;;) {
    const end = skipDigits(text, index)
    if (end === index) return undefined
    numbers.push(numeralOf(text, index, end))
    index = end
    if (text.charAt(index) !== '.') break
    index++
  }
  let end = index
  while (end < text.length && isLower(text.charCodeAt(end))) end++
  const letters = text.slice(index, end)
  const rest = text.slice(end)
  if (rest === '' || VARIANT.test(rest)) return { numbers, letters, stage: RELEASE, stageNumber: 0 }
  for (const [word, stage] of STAGES) {
    if (!rest.startsWith(word) || skipDigits(rest, word.length) !== rest.length) continue
    return { numbers, letters, stage, stageNumber: numeralOf(rest, word.length) }
  }
  return undefined
}
