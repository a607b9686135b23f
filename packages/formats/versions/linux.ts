// SPDX-License-Identifier: Apache-2.0
import {
  compareNumeralLists,
  compareNumerals,
  isDigit,
  numeralOf,
  skipDigits,
  type Numeral,
} from './numeral.ts'
import type { VersionScheme } from './scheme.ts'

/** The Linux kernel: dotted numbers where a missing one is 0 (`5.4` is `5.4.0`), and `-rc3` before them. */
export interface LinuxVersion {
  readonly numbers: readonly Numeral[]
  readonly stage: number
  readonly stageNumber: Numeral
}

export const linux: VersionScheme<LinuxVersion> = {
  id: 'linux',
  parse: parseLinux,
  compare: (left, right) =>
    compareNumeralLists(left.numbers, right.numbers, 'zero') ||
    compareNumerals(left.stage, right.stage) ||
    compareNumerals(left.stageNumber, right.stageNumber),
}

const RELEASE = 3
/** `-test` and `-pre` are those of 2.6.0 and 2.4. */
const STAGES: readonly (readonly [string, number])[] = [
  ['-test', 0],
  ['-pre', 1],
  ['-rc', 2],
]

/**
 * A local version (`6.1.55-yocto-standard`, `6.1.55-rt16`, `6.1.55+`) has no rank. One that begins with a digit
 * (`6.1.0-13-amd64`) is a distribution's own count of builds, of sources that its first numbers do not name: no version of this
 * scheme. The same holds for `-next`.
 */
function parseLinux(text: string): LinuxVersion | undefined {
  const numbers: Numeral[] = []
  let index = text.startsWith('v') ? 1 : 0
  for (;;) {
    const end = skipDigits(text, index)
    if (end === index) return undefined
    numbers.push(numeralOf(text, index, end))
    index = end
    if (text.charAt(index) !== '.') break
    index++
  }
  for (const [word, stage] of STAGES) {
    const start = index + word.length
    if (!text.startsWith(word, index) || !isDigit(text.charCodeAt(start))) continue
    const end = skipDigits(text, start)
    if (!isLocalVersion(text, end)) return undefined
    return { numbers, stage, stageNumber: numeralOf(text, start, end) }
  }
  return isLocalVersion(text, index) ? { numbers, stage: RELEASE, stageNumber: 0 } : undefined
}

function isLocalVersion(text: string, index: number): boolean {
  if (index === text.length) return true
  if (/\s/.test(text) || text.startsWith('-next', index)) return false
  const mark = text.charAt(index)
  return mark === '+' || (mark === '-' && !isDigit(text.charCodeAt(index + 1)))
}
