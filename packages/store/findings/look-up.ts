// SPDX-License-Identifier: Apache-2.0
import { releaseWithParts } from '../portfolio/index.ts'
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { classesOf } from './classes.ts'
import { namesWithText, type NamesWithText } from './names.ts'

/** What a filter names by something else than ids. */
export interface LookedUp {
  readonly names?: NamesWithText
  /** Of the product line. */
  readonly products?: readonly number[]
  /** The release and everything in it. */
  readonly releases?: readonly number[]
  /** In which of the classes the rule decided anything. */
  readonly classes?: readonly number[]
}

/** Beforehand, so that the planner knows how many rows to expect. */
export async function lookUp(
  db: Db,
  filter: {
    readonly text?: string
    readonly productLine?: number
    readonly releaseWithParts?: number
    readonly rule?: string
  },
  organisation: number,
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
    ...(filter.rule === undefined
      ? {}
      : { classes: await classesOfRule(db, organisation, filter.rule) }),
  }
}

/** A list would read the others to their ends. */
async function classesOfRule(
  db: Db,
  organisation: number,
  rule: string,
): Promise<readonly number[]> {
  const { rows } = await sql<{ class: number }>`
    select c.class from unnest(${classesOf({})}::smallint[]) as c (class) where exists (
      select 1 from finding f
      where f.organisation_id = ${organisation} and f.rule = ${rule} and f.class = c.class and f.closed_at is null offset 0
    )
  `.execute(db)
  return rows.map((row) => row.class)
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
