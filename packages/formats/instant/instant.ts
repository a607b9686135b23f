// SPDX-License-Identifier: Apache-2.0

/**
 * Order of two instants in RFC 3339 text, to the last digit of the fraction: documents carry nanoseconds, which `Date`
 * cuts off. Text that is no instant comes before every instant.
 */
export function compareInstants(left: string, right: string): -1 | 0 | 1 {
  const a = parseInstant(left)
  const b = parseInstant(right)
  if (!a || !b) return a ? 1 : b ? -1 : 0
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1
  return a.fraction === b.fraction ? 0 : a.fraction < b.fraction ? -1 : 1
}

/** Text that is the same for the same instant, however it is written; undefined for text that is none. */
export function instantKey(text: string): string | undefined {
  const instant = parseInstant(text)
  return instant && `${instant.seconds}.${instant.fraction}`
}

/** RFC 3339 section 5.6 with the restrictions of section 5.7: a day that exists, a leap second only at the end of a UTC day. */
export function isInstant(text: string): boolean {
  return parseInstant(text) !== undefined
}

interface Instant {
  /** Since 1970-01-01T00:00:00Z. */
  readonly seconds: number
  /** Digits after the point without trailing zeros: text order is number order. */
  readonly fraction: string
}

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,64}))?(?:[Zz]|([-+])(\d\d):(\d\d))$/

function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text)
  if (!match) return undefined
  const field = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(field) as Six
  const offset = (field(9) * 60 + field(10)) * (match[8] === '-' ? -1 : 1)
  if (hour > 23 || minute > 59 || second > 60 || field(9) > 23 || field(10) > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const minutes = date.getTime() / 60_000 + hour * 60 + minute - offset
  if (second === 60 && ((minutes % 1440) + 1440) % 1440 !== 1439) return undefined
  let end = match[7]?.length ?? 0
  while (end > 0 && match[7]?.[end - 1] === '0') end--
  return { seconds: minutes * 60 + second, fraction: match[7]?.slice(0, end) ?? '' }
}

type Six = [number, number, number, number, number, number]
