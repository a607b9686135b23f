// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'

export type Release = RowOf<'release'>

/** @throws StoreError `CONFLICT` where the product (and variant) has a release of this version */
export async function createRelease(
  db: Db,
  release: {
    readonly publicId: string
    readonly organisation: number
    readonly product: number
    readonly variant?: number
    readonly version: string
    readonly releasedOn?: string
    readonly supportStart?: string
    readonly supportEnd?: string
    readonly identities?: readonly string[]
    readonly at: string
  },
): Promise<Release> {
  return db
    .insertInto('release')
    .values({
      public_id: release.publicId,
      organisation_id: release.organisation,
      product_id: release.product,
      variant_id: release.variant ?? null,
      version: keyText(release.version),
      released_on: release.releasedOn ?? null,
      support_start: release.supportStart ?? null,
      support_end: release.supportEnd ?? null,
      identities: release.identities ?? [],
      created_at: release.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
