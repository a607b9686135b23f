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
  /** Releases that are left out. */
  readonly archived?: readonly number[]
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
    readonly product?: number
    readonly release?: number
    readonly withArchived?: boolean
  },
  organisation: number,
): Promise<LookedUp> {
  const names = await namesWithText(db, filter.text)
  const isOfRelease = (filter.release ?? filter.releaseWithParts) !== undefined
  return {
    ...(filter.withArchived === true || isOfRelease
      ? {}
      : { archived: await archivedReleases(db, organisation, filter.product !== undefined) }),
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

/** @param isOfProduct then its own archive does not count: who asks for an archived product sees it */
async function archivedReleases(
  db: Db,
  organisation: number,
  isOfProduct: boolean,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from release r where r.organisation_id = ${organisation} and r.archived_at is not null
    ${
      isOfProduct
        ? sql``
        : sql`union select r.id from product p join release r on r.product_id = p.id
            where p.organisation_id = ${organisation} and p.archived_at is not null`
    }
  `.execute(db)
  return rows.map(({ id }) => id)
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
