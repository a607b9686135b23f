// SPDX-License-Identifier: Apache-2.0
import { keyText, type Db, type RowOf } from '../schema/index.ts'

export type Organisation = RowOf<'organisation'>

export async function createOrganisation(
  db: Db,
  { publicId, name, at }: { readonly publicId: string; readonly name: string; readonly at: string },
): Promise<Organisation> {
  return db
    .insertInto('organisation')
    .values({ public_id: publicId, name: keyText(name), created_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
}
