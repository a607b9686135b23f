// SPDX-License-Identifier: Apache-2.0
import { compareNumerals, compareText } from './numeral.ts'
import type { VersionScheme } from './scheme.ts'

/** RFC 3339, section 5.6: seconds since 1970 in UTC, and the digits of the fraction without zeros at its end. */
export interface Instant {
  readonly seconds: number
  readonly fraction: string
}

export const datetime: VersionScheme<Instant> = {
  id: 'datetime',
  parse: parseInstant,
  compare: (left, right) =>
    compareNumerals(left.seconds, right.seconds) || compareText(left.fraction, right.fraction),
}

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

function parseInstant(text: string): Instant | undefined {
  const match = FORM.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number)
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined
  // 60 is a leap second (section 5.7).
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const offsetHours = Number(match[9] ?? 0)
  const offsetMinutes = Number(match[10] ?? 0)
  if (offsetHours > 23 || offsetMinutes > 59) return undefined
  const offset = (offsetHours * 60 + offsetMinutes) * 60 * (match[8] === '-' ? -1 : 1)
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, day)
  const seconds = midnight.getTime() / 1000 + (hour * 60 + minute) * 60 + second - offset
  return { seconds, fraction: withoutZeros(match[7] ?? '') }
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function withoutZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}
