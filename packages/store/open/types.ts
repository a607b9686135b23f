// SPDX-License-Identifier: Apache-2.0
import { types } from 'pg'

/**
 * How values come out, the same from both databases: bigint as number (ids and counts; one beyond 2^53 is an error, not a wrong
 * number), instants as RFC 3339 in UTC, dates as `YYYY-MM-DD`, numeric as number (only sums of counts are).
 */
export const readType = ((oid: number, format?: 'text' | 'binary') =>
  READERS.get(oid) ?? types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser

const READERS: ReadonlyMap<number, (text: string) => unknown> = new Map<
  number,
  (text: string) => unknown
>([
  [types.builtins.INT8, readInteger],
  [types.builtins.NUMERIC, Number],
  [types.builtins.TIMESTAMPTZ, readInstant],
  [types.builtins.DATE, (text) => text],
  // arrays of them: their ids have no names in the driver
  [1016, (text) => readArray(text, readInteger)],
  [1182, (text) => readArray(text, (item) => item)],
  [1185, (text) => readArray(text, readInstant)],
])

function readInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond 2^53`)
  return value
}

/** `2026-09-11 08:00:00.5+00`: the session is in UTC. Trailing zeros of the fraction are left out by the server. */
function readInstant(text: string): string {
  const [day = '', time = ''] = text.split(' ')
  const [seconds = '', fraction = ''] = time.replace(/\+00$/, '').split('.')
  return `${day}T${seconds}.${fraction.padEnd(3, '0')}Z`
}

/** Items of these types are never quoted and hold no commas; instants are quoted. */
function readArray<T>(text: string, read: (item: string) => T): (T | null)[] {
  const inside = text.slice(1, -1)
  if (inside === '') return []
  return inside.split(',').map((item) => (item === 'NULL' ? null : read(item.replaceAll('"', ''))))
}
