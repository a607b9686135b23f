// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { StoreError } from '../fault/index.ts'
import { isPublicId } from '../rows/index.ts'
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
    /** For which it is, where its sender sends it in pieces and asks what became of it. */
    readonly release?: number
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
      release_id: upload.release ?? null,
      state: upload.release === undefined ? null : 'open',
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
      .select(['received', 'size', 'state'])
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
    if (upload.state !== null && upload.state !== 'open') {
      throw new StoreError('CONFLICT', 'the upload is whole')
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

/** Says that everything has come. False: it was said before. */
export async function completeUpload(db: Db, upload: number, at: string): Promise<boolean> {
  const result = await db
    .updateTable('upload')
    .set({ state: 'complete', changed_at: at })
    .where('id', '=', upload)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Notes what became of it; its bytes are not needed any more. */
export async function closeUpload(
  db: Db,
  upload: number,
  end: { readonly state: 'done' | 'refused'; readonly result: unknown; readonly at: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable('upload')
      .set({ state: end.state, result: jsonText(end.result), changed_at: end.at })
      .where('id', '=', upload)
      .execute()
    await trx.deleteFrom('upload_chunk').where('upload_id', '=', upload).execute()
  })
}

export async function uploadById(db: Db, id: number): Promise<Upload | undefined> {
  return db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst()
}

/** One that its sender sends in pieces. */
export async function uploadNamed(
  db: Db,
  { organisation, publicId }: { readonly organisation: number; readonly publicId: string },
): Promise<Upload | undefined> {
  if (!isPublicId(publicId)) return undefined
  return db
    .selectFrom('upload')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('public_id', '=', publicId)
    .where('state', 'is not', null)
    .executeTakeFirst()
}

/** What somebody has begun for a release and can go on with, the last begun first. */
export async function openUploads(
  db: Db,
  of: {
    readonly organisation: number
    readonly account: number
    readonly release: number
    readonly since: string
  },
): Promise<readonly Upload[]> {
  return db
    .selectFrom('upload')
    .selectAll()
    .where('organisation_id', '=', of.organisation)
    .where('created_by', '=', of.account)
    .where('release_id', '=', of.release)
    .where('state', '=', 'open')
    .where('changed_at', '>=', of.since)
    .orderBy('id', 'desc')
    .execute()
}

/**
 * How much an organisation has announced that is not kept yet. The organisation's row is held until the transaction ends, so that two
 * who ask at once do not both find room.
 */
export async function uploadsOnTheirWay(
  db: Db,
  organisation: number,
  since: string,
): Promise<{ readonly count: number; readonly bytes: number }> {
  await db
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', organisation)
    .forNoKeyUpdate()
    .execute()
  const row = await db
    .selectFrom('upload')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.coalesce(eb.fn.sum<string>('size'), eb.lit(0)).as('bytes'),
    ])
    .where('organisation_id', '=', organisation)
    .where('state', 'in', ['open', 'complete'])
    .where('changed_at', '>=', since)
    .executeTakeFirstOrThrow()
  return { count: row.count, bytes: Number(row.bytes) }
}

/** Forgets what an organisation began to send in pieces, and what became of it, where nothing has come since an instant. */
export async function forgetUploads(
  db: Db,
  { organisation, before }: { readonly organisation: number; readonly before: string },
): Promise<void> {
  await db
    .deleteFrom('upload')
    .where('organisation_id', '=', organisation)
    // what is whole is being read
    .where('state', 'in', ['open', 'done', 'refused'])
    .where('changed_at', '<', before)
    .execute()
}

export async function endUpload(db: Db, upload: number): Promise<void> {
  await db.deleteFrom('upload').where('id', '=', upload).execute()
}

/** Forgets uploads of which nothing has come since an instant. */
export async function purgeUploads(db: Db, before: string): Promise<number> {
  const result = await db.deleteFrom('upload').where('changed_at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}
