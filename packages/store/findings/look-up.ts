// SPDX-License-Identifier: Apache-2.0
import { releaseWithParts } from '../portfolio/index.ts'
import type { Db } from '../schema/index.ts'
import { namesWithText, type NamesWithText } from './names.ts'

/** What a filter names by something else than ids. */
export interface LookedUp {
  readonly names?: NamesWithText
  /** Of the product line. */
  readonly products?: readonly number[]
  /** The release and everything in it. */
  readonly releases?: readonly number[]
}

/** Beforehand, so that the planner knows how many rows to expect. */
export async function lookUp(
  db: Db,
  filter: {
    readonly text?: string
    readonly productLine?: number
    readonly releaseWithParts?: number
  },
): Promise<LookedUp> {
  const names = await namesWithText(db, filter.text)
  return {
    ...(names === undefined ? {} : { names }),
    ...(filter.productLine === undefined
      ? {}
      : { products: await productsOf(db, filter.productLine) }),
    ...(filter.releaseWithParts === undefined
      ? {}
      : { releases: await releasesOf(db, filter.releaseWithParts) }),
  }
}

async function productsOf(db: Db, line: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('product')
    .select('id')
    .where('product_line_id', '=', line)
    .execute()
  return rows.map(({ id }) => id)
}

async function releasesOf(db: Db, release: number): Promise<readonly number[]> {
  const { rows } = await releaseWithParts(release).execute(db)
  return rows.map(({ release_id }) => release_id)
}
