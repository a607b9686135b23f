// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db, RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

/** How two documents hang together, as domain/inventory found it. */
export interface DocumentLink {
  readonly from: number
  readonly to: number
  readonly how: RowOf<'document_link'>['how']
  readonly verified: RowOf<'document_link'>['verified']
  readonly algorithm?: string
  readonly count: number
  readonly note?: string
}

/** Replaces every link among these documents. */
export async function saveDocumentLinks(
  db: Db,
  documents: readonly number[],
  links: readonly DocumentLink[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .deleteFrom('document_link')
      .where('from_id', 'in', documents)
      .where('to_id', 'in', documents)
      .execute()
    if (links.length === 0) return
    await trx
      .insertInto('document_link')
      .values(
        links.map(({ from, to, how, verified, algorithm, count, note }) => ({
          from_id: from,
          to_id: to,
          how,
          verified,
          algorithm: algorithm ?? null,
          count,
          note: note ?? null,
        })),
      )
      .execute()
  })
}

/** Links between the documents that a release has. */
export async function documentLinks(db: Db, release: number): Promise<readonly DocumentLink[]> {
  const { rows } = await sql<RowOf<'document_link'>>`
    with own as (
      select distinct document_id from release_document where release_id = ${release} and detached_at is null
    )
    select * from document_link
    where from_id in (select document_id from own) and to_id in (select document_id from own)
    order by from_id, to_id, how
  `.execute(db)
  return rows.map((row) => ({
    from: row.from_id,
    to: row.to_id,
    how: row.how,
    verified: row.verified,
    count: row.count,
    ...(row.algorithm === null ? {} : { algorithm: row.algorithm }),
    ...(row.note === null ? {} : { note: row.note }),
  }))
}
