// SPDX-License-Identifier: Apache-2.0
import { Problem } from '../problem/index.ts'

/** The place in a list after which the next page begins: the sort keys of its last row, and which sort they belong to. */
export interface Cursor {
  readonly sort: string
  readonly keys: readonly (string | number | null)[]
}

export const MOST_ROWS = 200
export const USUAL_ROWS = 50
const LONGEST_CURSOR = 2_000

/** Opaque to clients; not secret, and never trusted: it only says where a query goes on. */
export function writeCursor({ sort, keys }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, ...keys])).toString('base64url')
}

/** @throws Problem `bad-request` for what this hub did not write, or wrote for another sort. */
export function readCursor(text: string, sort: string, keyCount: number): Cursor {
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
  if (!Array.isArray(said) || said.length !== keyCount + 1 || said[0] !== sort) throw wrong()
  const keys: unknown[] = said.slice(1)
  if (!keys.every(isKey)) throw wrong()
  return { sort, keys }
}

function isKey(value: unknown): value is string | number | null {
  return value === null || typeof value === 'string' || Number.isFinite(value)
}
