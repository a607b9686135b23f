// SPDX-License-Identifier: Apache-2.0
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'

export type Product = RowOf<'product'>

/** @throws StoreError `CONFLICT` where the organisation has a product of this name */
export async function createProduct(
  db: Db,
  product: {
    readonly publicId: string
    readonly organisation: number
    readonly productLine?: number
    readonly name: string
    readonly description?: string
    readonly at: string
  },
): Promise<Product> {
  return db
    .insertInto('product')
    .values({
      public_id: product.publicId,
      organisation_id: product.organisation,
      product_line_id: product.productLine ?? null,
      name: keyText(product.name),
      description: product.description === undefined ? null : plainText(product.description),
      created_at: product.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
