// SPDX-License-Identifier: Apache-2.0
import { Problem } from '../problem/index.ts'

/** The place in a list after which the next page begins: the sort keys of its last row, and which sort they belong to. */
export interface Cursor {
  readonly sort: string
  readonly keys: readonly (string | number)[]
}

export const MOST_ROWS = 200
export const USUAL_ROWS = 50
const LONGEST_CURSOR = 2_000

/** Opaque to clients; not secret, and never trusted: it only says where a query goes on. */
export function writeCursor({ sort, keys }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, ...keys])).toString('base64url')
}

/** What a key of a cursor is: a row's number, a small number of a column, a text, or an instant as the store writes them. */
export type KeyKind = 'id' | 'integer' | 'smallint' | 'text' | 'instant'
type KeyOf<Kind extends KeyKind> = Kind extends 'text' | 'instant' ? string : number
type KeysOf<Kinds extends readonly KeyKind[]> = {
  readonly [Place in keyof Kinds]: KeyOf<Kinds[Place]>
}

/**
 * The keys of a cursor, each of its kind: a forged one must not reach the database as something that its column cannot be.
 * @throws Problem `bad-request` for what this hub did not write, or wrote for another sort.
 */
export function readCursor<const Kinds extends readonly KeyKind[]>(
  text: string,
  sort: string,
  kinds: Kinds,
): KeysOf<Kinds> {
  const wrong = (): Problem =>
    new Problem('bad-request', {
      detail: 'the cursor is not one of this list',
      hint: 'begin again without `cursor`; a cursor belongs to the sort order that it came with',
    })
  if (text.length > LONGEST_CURSOR) throw wrong()
  let said: unknown
  try {
    said = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw wrong()
  }
  if (!Array.isArray(said) || said.length !== kinds.length + 1 || said[0] !== sort) throw wrong()
  const keys: unknown[] = said.slice(1)
  if (!kinds.every((kind, place) => IS_OF_KIND[kind](keys[place]))) throw wrong()
  return keys as unknown as KeysOf<Kinds>
}

const LARGEST_INTEGER = 2 ** 31 - 1
const LARGEST_SMALLINT = 2 ** 15 - 1
const INSTANT = /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z$/

const IS_OF_KIND: Readonly<Record<KeyKind, (key: unknown) => boolean>> = {
  id: (key) => Number.isSafeInteger(key),
  integer: (key) => Number.isInteger(key) && Math.abs(key as number) <= LARGEST_INTEGER,
  smallint: (key) => Number.isInteger(key) && Math.abs(key as number) <= LARGEST_SMALLINT,
  // the database holds no U+0000 in any text
  text: (key) => typeof key === 'string' && !key.includes('\0'),
  instant: (key) =>
    typeof key === 'string' && INSTANT.test(key) && Number.isFinite(Date.parse(key)),
}
