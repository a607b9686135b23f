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

/** `[epoch:]version[-release]`. No release is before every release, so that the order stays total. */
export interface RpmVersion {
  readonly epoch: Numeral
  readonly version: readonly Segment[]
  readonly release: readonly Segment[] | undefined
}

/** A number, a word, `~` or `^`. */
type Segment = Numeral | string

export const rpm: VersionScheme<RpmVersion> = {
  id: 'rpm',
  parse: parseRpm,
  compare: (left, right) =>
    compareNumerals(left.epoch, right.epoch) ||
    compareSegments(left.version, right.version) ||
    compareReleases(left.release, right.release),
}

/** A colon only ends an epoch when there are nothing but digits before it: names of modules have colons too. */
function parseRpm(text: string): RpmVersion | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || /\s/.test(trimmed)) return undefined
  const digits = skipDigits(trimmed, 0)
  const start = trimmed.charAt(digits) === ':' ? digits + 1 : 0
  const hyphen = trimmed.indexOf('-', start)
  return {
    epoch: start > 0 ? numeralOf(trimmed, 0, digits) : 0,
    version: segmentsOf(trimmed.slice(start, hyphen === -1 ? trimmed.length : hyphen)),
    release: hyphen === -1 ? undefined : segmentsOf(trimmed.slice(hyphen + 1)),
  }
}

/** rpmvercmp: every other character only separates. */
function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = []
  let index = 0
  while (index < text.length) {
    const code = text.charCodeAt(index)
    let end = index + 1
    if (isDigit(code)) {
      end = skipDigits(text, index)
      segments.push(numeralOf(text, index, end))
    } else if (isLetter(code)) {
      end = skipLetters(text, index)
      segments.push(text.slice(index, end))
    } else if (code === 126 || code === 94) segments.push(text.charAt(index))
    index = end
  }
  return segments
}

function compareReleases(
  left: readonly Segment[] | undefined,
  right: readonly Segment[] | undefined,
): Order {
  if (!left) return right ? -1 : 0
  return right ? compareSegments(left, right) : 1
}

function compareSegments(left: readonly Segment[], right: readonly Segment[]): Order {
  const longer = Math.max(left.length, right.length)
  for (let index = 0; index < longer; index++) {
    const one = left[index]
    const two = right[index]
    const order = compareNumerals(rankOf(one), rankOf(two)) || compareParts(one ?? '', two ?? '', 0)
    if (order !== 0) return order
  }
  return 0
}

/** `~` < the end < `^` < words < numbers. */
function rankOf(segment: Segment | undefined): number {
  if (segment === undefined) return 1
  if (typeof segment !== 'string') return 4
  return segment === '~' ? 0 : segment === '^' ? 2 : 3
}
