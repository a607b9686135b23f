// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'

/** A part of a list: what comes behind the row with this key and id. Without `after` it is the first. */
export interface KeyPage<Key extends string | number = string> {
  readonly after?: { readonly key: Key; readonly id: number }
  readonly limit: number
}

/** The condition of a page, for a list that is ordered by these two columns (words of the program). */
export function afterKey(
  { after }: KeyPage<string | number>,
  key: string,
  id: string,
  direction: 'up' | 'down' = 'up',
): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`true`
  const pair = sql`(${sql.ref(key)}, ${sql.ref(id)})`
  return direction === 'up'
    ? sql<boolean>`${pair} > (${after.key}, ${after.id})`
    : sql<boolean>`${pair} < (${after.key}, ${after.id})`
}
