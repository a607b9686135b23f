// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'

/** Notes a file that a release, or every release of a product, is judged with. Its bytes are kept as a document's are. */
export async function addOverlay(
  db: Db,
  overlay: {
    readonly publicId: string
    readonly organisation: number
    readonly product: number
    /** Absent: every release of the product, also those to come. */
    readonly release?: number
    readonly kind: RowOf<'overlay'>['kind']
    readonly name: string
    readonly document: number
    readonly identities?: readonly string[]
    readonly createdBy?: number
    readonly at: string
  },
): Promise<{ readonly id: number }> {
  return db
    .insertInto('overlay')
    .values({
      public_id: overlay.publicId,
      organisation_id: overlay.organisation,
      product_id: overlay.product,
      release_id: overlay.release ?? null,
      kind: overlay.kind,
      name: keyText(overlay.name),
      document_id: overlay.document,
      identities: overlay.identities ?? [],
      created_by: overlay.createdBy ?? null,
      created_at: overlay.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** The row stays and says that it was there. False: it was removed before. */
export async function removeOverlay(
  db: Db,
  { overlay, at }: { readonly overlay: number; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('overlay')
    .set({ removed_at: at })
    .where('id', '=', overlay)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What holds for a product, or for one release of it: the product's first, then in the order in which they came. */
export async function overlays(
  db: Db,
  of: { readonly product: number; readonly release?: number },
) {
  return db
    .selectFrom('overlay as o')
    .innerJoin('document as d', 'd.id', 'o.document_id')
    .leftJoin('account as a', 'a.id', 'o.created_by')
    .selectAll('o')
    .select(['d.sha256', 'a.name as author'])
    .where('o.product_id', '=', of.product)
    .where('o.removed_at', 'is', null)
    .where((eb) =>
      of.release === undefined
        ? eb('o.release_id', 'is', null)
        : eb.or([eb('o.release_id', 'is', null), eb('o.release_id', '=', of.release)]),
    )
    .orderBy((eb) => eb('o.release_id', 'is not', null))
    .orderBy('o.id')
    .execute()
}
export type ListedOverlay = Awaited<ReturnType<typeof overlays>>[number]
