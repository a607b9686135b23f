// SPDX-License-Identifier: Apache-2.0
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'
import { plainOrNull } from './builds.ts'

export type ProductLine = RowOf<'product_line'>

/** @throws StoreError `CONFLICT` where the organisation has a line of this name */
export async function createProductLine(
  db: Db,
  line: {
    readonly publicId: string
    readonly organisation: number
    readonly name: string
    readonly description?: string
    readonly at: string
  },
): Promise<ProductLine> {
  return db
    .insertInto('product_line')
    .values({
      public_id: line.publicId,
      organisation_id: line.organisation,
      name: keyText(line.name),
      description: line.description === undefined ? null : plainText(line.description),
      created_at: line.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function productLines(db: Db, organisation: number): Promise<readonly ProductLine[]> {
  return db
    .selectFrom('product_line')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .orderBy('name')
    .execute()
}

export async function updateProductLine(
  db: Db,
  id: number,
  change: {
    readonly name?: string
    readonly description?: string | null
    /** Null: as the organisation says. */
    readonly needsSecondPair?: boolean | null
    readonly archivedAt?: string | null
  },
): Promise<ProductLine> {
  return db
    .updateTable('product_line')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      ...(change.needsSecondPair === undefined
        ? {}
        : { needs_second_pair: change.needsSecondPair }),
      ...(change.archivedAt === undefined ? {} : { archived_at: change.archivedAt }),
      ...(change.name === undefined ? {} : { name: keyText(change.name) }),
      ...(change.description === undefined ? {} : { description: plainOrNull(change.description) }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
