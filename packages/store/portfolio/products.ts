// SPDX-License-Identifier: Apache-2.0
import { afterKey, type KeyPage } from '../rows/index.ts'
import { keyText, plainText, type Db, type RowOf } from '../schema/index.ts'
import { visibleProducts, type Visible } from '../visibility/index.ts'

export type Product = RowOf<'product'>
export type Variant = RowOf<'variant'>

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

/** @throws StoreError `CONFLICT` where the organisation has another product of this name */
export async function updateProduct(
  db: Db,
  id: number,
  change: {
    readonly name?: string
    readonly description?: string | null
    readonly productLine?: number | null
    readonly archivedAt?: string | null
  },
): Promise<Product> {
  const { name, description, productLine, archivedAt } = change
  return db
    .updateTable('product')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      ...(name === undefined ? {} : { name: keyText(name) }),
      ...(description === undefined
        ? {}
        : { description: description === null ? null : plainText(description) }),
      ...(productLine === undefined ? {} : { product_line_id: productLine }),
      ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** By name. Archived ones are asked for. */
export async function products(
  db: Db,
  visible: Visible,
  page: KeyPage & { readonly withArchived?: boolean; readonly productLine?: number },
): Promise<readonly Product[]> {
  const { withArchived = false, productLine, limit } = page
  return db
    .selectFrom('product as p')
    .selectAll()
    .where(visibleProducts(visible, 'p', 'id'))
    .where(afterKey(page, 'p.name', 'p.id'))
    .$if(!withArchived, (query) => query.where('archived_at', 'is', null))
    .$if(productLine !== undefined, (query) => query.where('product_line_id', '=', productLine!))
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** @throws StoreError `CONFLICT` where the product has a variant of this name */
export async function createVariant(
  db: Db,
  variant: {
    readonly publicId: string
    readonly organisation: number
    readonly product: number
    readonly name: string
    readonly description?: string
    readonly at: string
  },
): Promise<Variant> {
  return db
    .insertInto('variant')
    .values({
      public_id: variant.publicId,
      organisation_id: variant.organisation,
      product_id: variant.product,
      name: keyText(variant.name),
      description: variant.description === undefined ? null : plainText(variant.description),
      created_at: variant.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** @throws StoreError `CONFLICT` where the product has another variant of this name */
export async function updateVariant(
  db: Db,
  id: number,
  change: {
    readonly name?: string
    readonly description?: string | null
    readonly archivedAt?: string | null
  },
): Promise<Variant> {
  const { name, description, archivedAt } = change
  return db
    .updateTable('variant')
    .set((eb) => ({
      revision: eb('revision', '+', 1),
      ...(name === undefined ? {} : { name: keyText(name) }),
      ...(description === undefined
        ? {}
        : { description: description === null ? null : plainText(description) }),
      ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function variants(db: Db, product: number): Promise<readonly Variant[]> {
  return db
    .selectFrom('variant')
    .selectAll()
    .where('product_id', '=', product)
    .orderBy('name')
    .execute()
}
