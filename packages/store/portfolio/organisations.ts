// SPDX-License-Identifier: Apache-2.0
import { isPublicId } from '../rows/index.ts'
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

export async function organisations(db: Db): Promise<readonly Organisation[]> {
  return db.selectFrom('organisation').selectAll().orderBy('id').execute()
}

/** The first, which came with the installation. */
export async function firstOrganisation(db: Db): Promise<number | undefined> {
  const row = await db.selectFrom('organisation').select('id').orderBy('id').executeTakeFirst()
  return row?.id
}

export async function organisationOf(
  db: Db,
  key: { readonly id: number } | { readonly publicId: string },
): Promise<Organisation | undefined> {
  const query = db.selectFrom('organisation').selectAll()
  if ('id' in key) return query.where('id', '=', key.id).executeTakeFirst()
  if (!isPublicId(key.publicId)) return undefined
  return query.where('public_id', '=', key.publicId).executeTakeFirst()
}
