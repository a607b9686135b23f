// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'

/**
 * Whose rows a query may see. The hub decides it in one place (`access`) and hands it to every query here; a query without it
 * is for the program itself.
 */
export interface Visible {
  readonly organisation: number
  /** Those whose rows are visible, or all. */
  readonly products: 'all' | readonly number[]
}

/**
 * The condition on rows that have `organisation_id` and `product_id`.
 * @param alias of the table, a word of the program
 */
export function visibleProducts(
  { organisation, products }: Visible,
  alias: string,
  column = 'product_id',
): RawBuilder<boolean> {
  const own = sql<boolean>`${sql.ref(`${alias}.organisation_id`)} = ${organisation}`
  if (products === 'all') return own
  return sql<boolean>`(${own} and ${sql.ref(`${alias}.${column}`)} = any(${products}::bigint[]))`
}
