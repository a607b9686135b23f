// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { StoreError } from '../fault/index.ts'
import { jsonText, type Db, type RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** A document on its way, in as many requests as its sender likes. */
export type Upload = RowOf<'upload'>

export async function beginUpload(
  db: Db,
  upload: {
    readonly publicId: string
    readonly organisation: number
    readonly by?: number
    /** In bytes, where the sender says so. */
    readonly size?: number
    /** What is to be done with it once it is here. */
    readonly purpose: unknown
    readonly at: string
  },
): Promise<Upload> {
  return db
    .insertInto('upload')
    .values({
      public_id: upload.publicId,
      organisation_id: upload.organisation,
      created_by: upload.by ?? null,
      size: upload.size ?? null,
      purpose: jsonText(upload.purpose),
      created_at: upload.at,
      changed_at: upload.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * Adds bytes behind what has come, and gives how much that is now.
 * @throws StoreError `CONFLICT` where they do not begin where the last ended, `MISSING` where the upload is gone, `INVALID` where
 * there would be more than was announced
 */
export async function continueUpload(
  db: Db,
  part: {
    readonly upload: number
    readonly offset: number
    readonly bytes: Uint8Array
    readonly at: string
  },
): Promise<number> {
  const bytes = await compress(part.bytes)
  return inTransaction(db, async (trx) => {
    const upload = await trx
      .selectFrom('upload')
      .select(['received', 'size'])
      .where('id', '=', part.upload)
      .forUpdate()
      .executeTakeFirst()
    if (upload === undefined) throw new StoreError('MISSING', 'there is no such upload')
    if (upload.received !== part.offset) {
      throw new StoreError(
        'CONFLICT',
        `the upload goes on at ${upload.received}, not at ${part.offset}`,
      )
    }
    const received = upload.received + part.bytes.length
    if (upload.size !== null && received > upload.size) {
      throw new StoreError('INVALID', `more than the ${upload.size} bytes that were announced`)
    }
    if (part.bytes.length === 0) return received
    const { last } = await trx
      .selectFrom('upload_chunk')
      .select((eb) => eb.fn.max<number | null>('ordinal').as('last'))
      .where('upload_id', '=', part.upload)
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('upload_chunk')
      .values({ upload_id: part.upload, ordinal: (last ?? -1) + 1, bytes })
      .execute()
    await trx
      .updateTable('upload')
      .set({ received, changed_at: part.at })
      .where('id', '=', part.upload)
      .execute()
    return received
  })
}

/** What has come, a part at a time: to be hashed, and to be given to `saveDocument`. */
export async function* uploadBytes(db: Db, upload: number): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal++) {
    const row = await db
      .selectFrom('upload_chunk')
      .select('bytes')
      .where('upload_id', '=', upload)
      .where('ordinal', '=', ordinal)
      .executeTakeFirst()
    if (row === undefined) return
    yield await decompress(row.bytes)
  }
}

export async function endUpload(db: Db, upload: number): Promise<void> {
  await db.deleteFrom('upload').where('id', '=', upload).execute()
}

/** Forgets uploads of which nothing has come since an instant. */
export async function purgeUploads(db: Db, before: string): Promise<number> {
  const result = await db.deleteFrom('upload').where('changed_at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}
