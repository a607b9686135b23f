// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf, Schema } from '../schema/index.ts'

/** Tables whose rows stand in addresses and belong to an organisation. */
export type OwnedTable = {
  [Name in keyof Schema]: 'public_id' | 'organisation_id' extends keyof RowOf<Name> ? Name : never
}[keyof Schema]

/** The row that an address names, if it is one of this organisation's. */
export async function findRow<Name extends OwnedTable>(
  db: Db,
  table: Name,
  { organisation, publicId }: { readonly organisation: number; readonly publicId: string },
): Promise<RowOf<Name> | undefined> {
  if (!isPublicId(publicId)) return undefined
  const { rows } = await sql<RowOf<Name>>`
    select * from ${sql.table(table)} where public_id = ${publicId} and organisation_id = ${organisation}
  `.execute(db)
  return rows[0]
}

/** Anything else is in nobody's row, and an error to the database. */
export function isPublicId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
