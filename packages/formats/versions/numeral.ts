// SPDX-License-Identifier: Apache-2.0
import type { Order } from './scheme.ts'

/**
 * A natural number of any length. Small ones are plain numbers, since nearly every comparison is between two of those;
 * longer ones keep their digits without leading zeros, so that reading and comparing stay linear in the text.
 */
export type Numeral = number | LongNumeral

interface LongNumeral {
  readonly digits: string
}

/** Every number of 15 digits is below 2^53. */
const SAFE_DIGITS = 15

/** Reads `text[start, end)`, which must be ASCII digits; no digits read as 0. */
export function numeralOf(text: string, start = 0, end = text.length): Numeral {
  if (end - start <= SAFE_DIGITS) return smallNumber(text, start, end)
  let first = start
  while (first < end && text.charCodeAt(first) === 48) first++
  if (end - first <= SAFE_DIGITS) return smallNumber(text, first, end)
  return { digits: text.slice(first, end) }
}

export function compareNumerals(left: Numeral, right: Numeral): Order {
  if (typeof left === 'number') {
    if (typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0
    return -1
  }
  if (typeof right === 'number') return 1
  const byLength = left.digits.length - right.digits.length
  if (byLength !== 0) return byLength < 0 ? -1 : 1
  return compareText(left.digits, right.digits)
}

/** Numbers from the left; `pad` says whether a missing number is 0 or makes its version the older one. */
export function compareNumeralLists(
  left: readonly Numeral[],
  right: readonly Numeral[],
  pad: 'zero' | 'shorter-is-older',
): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const order = compareNumerals(left[index] ?? 0, right[index] ?? 0)
    if (order !== 0) return order
  }
  if (pad === 'shorter-is-older') return compareNumerals(left.length, right.length)
  for (let index = shared; index < left.length; index++) if (left[index] !== 0) return 1
  for (let index = shared; index < right.length; index++) if (right[index] !== 0) return -1
  return 0
}

/** `textAgainstNumber` is the answer where the left one is a text and the right one a number. */
export function compareParts(
  left: Numeral | string,
  right: Numeral | string,
  textAgainstNumber: Order,
): Order {
  if (typeof left === 'string')
    return typeof right === 'string' ? compareText(left, right) : textAgainstNumber
  return typeof right === 'string' ? reverse(textAgainstNumber) : compareNumerals(left, right)
}

export function reverse(order: Order): Order {
  return order === 0 ? 0 : order === 1 ? -1 : 1
}

/** By UTF-16 units; the same as by bytes for ASCII. */
export function compareText(left: string, right: string): Order {
  return left < right ? -1 : left > right ? 1 : 0
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

export function isLower(code: number): boolean {
  return code >= 97 && code <= 122
}

export function isLetter(code: number): boolean {
  return isLower(code | 32)
}

/** The first index at or after `start` whose unit is no digit. */
export function skipDigits(text: string, start: number): number {
  let index = start
  while (index < text.length && isDigit(text.charCodeAt(index))) index++
  return index
}

/** The first index at or after `start` whose unit is no ASCII letter. */
export function skipLetters(text: string, start: number): number {
  let index = start
  while (index < text.length && isLetter(text.charCodeAt(index))) index++
  return index
}

/** Dotted numbers that fill the whole of `text`, split at any unit of `separators`; undefined for anything else. */
export function numeralsOf(text: string, separators = '.'): readonly Numeral[] | undefined {
  const numerals: Numeral[] = []
  let start = 0
  for (;;) {
    const end = skipDigits(text, start)
    if (end === start) return undefined
    numerals.push(numeralOf(text, start, end))
    if (end === text.length) return numerals
    if (!separators.includes(text.charAt(end))) return undefined
    start = end + 1
  }
}

function smallNumber(text: string, start: number, end: number): number {
  let value = 0
  for (let index = start; index < end; index++) value = value * 10 + (text.charCodeAt(index) - 48)
  return value
}
