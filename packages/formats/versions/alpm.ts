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
 * Arch Linux's `[epoch:]version[-release]`. A release only counts when both versions have one (vercmp(8)), so the order is
 * total among versions that have a release, and among those that have none.
 */
export interface AlpmVersion {
  readonly epoch: Numeral
  readonly version: readonly Segment[]
  readonly release: readonly Segment[] | undefined
}

interface Segment {
  /** How many separators stand before it. */
  readonly gap: number
  readonly value: Numeral | string
}

export const alpm: VersionScheme<AlpmVersion> = {
  id: 'alpm',
  parse: parseAlpm,
  compare: (left, right) =>
    compareNumerals(left.epoch, right.epoch) ||
    compareSegments(left.version, right.version) ||
    (left.release && right.release ? compareSegments(left.release, right.release) : 0),
}

function parseAlpm(text: string): AlpmVersion | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || /\s/.test(trimmed)) return undefined
  const digits = skipDigits(trimmed, 0)
  const start = trimmed.charAt(digits) === ':' ? digits + 1 : 0
  const hyphen = trimmed.lastIndexOf('-')
  const end = hyphen >= start ? hyphen : trimmed.length
  return {
    epoch: start > 0 ? numeralOf(trimmed, 0, digits) : 0,
    version: segmentsOf(trimmed.slice(start, end)),
    release: end < trimmed.length ? segmentsOf(trimmed.slice(end + 1)) : undefined,
  }
}

/** Separators at the end of a version are dropped: counting them, as libalpm does, gives circles. */
function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = []
  let index = 0
  let gap = 0
  while (index < text.length) {
    const code = text.charCodeAt(index)
    let end = index + 1
    if (isDigit(code) || isLetter(code)) {
      const digits = isDigit(code)
      end = digits ? skipDigits(text, index) : skipLetters(text, index)
      segments.push({ gap, value: digits ? numeralOf(text, index, end) : text.slice(index, end) })
      gap = 0
    } else gap++
    index = end
  }
  return segments
}

function compareSegments(left: readonly Segment[], right: readonly Segment[]): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const one = left[index] ?? NOTHING
    const two = right[index] ?? NOTHING
    const order =
      compareNumerals(one.gap, two.gap) || compareParts(one.value, two.value, WORD_FIRST)
    if (order !== 0) return order
  }
  if (left.length > shared) return afterEnd(left[shared] ?? NOTHING)
  if (right.length > shared) return afterEnd(right[shared] ?? NOTHING) === 1 ? -1 : 1
  return 0
}

const NOTHING: Segment = { gap: 0, value: 0 }

/** Words are older than numbers. */
const WORD_FIRST = -1

/** `1.0a` is before `1.0`, anything else that is left over makes a version newer. */
function afterEnd(segment: Segment): Order {
  return segment.gap === 0 && typeof segment.value === 'string' ? -1 : 1
}
