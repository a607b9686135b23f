// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { StoreError } from '../fault/index.ts'
import type { Db, RowOf } from '../schema/index.ts'
import { inTransaction } from '../transactions/index.ts'

/** Beyond this level SBOMs shrink by a fiftieth more, for three times the work. */
const LEVEL = 4
const compress = (bytes: Uint8Array): Promise<Buffer> => promisify(gzip)(bytes, { level: LEVEL })
const decompress = promisify(gunzip)

/** How much of a document is compressed, kept and read at a time, in bytes. */
export const CHUNK = 4 * 1024 * 1024

export type DocumentRow = RowOf<'document'>

export interface SavedDocument {
  readonly id: number
  /** False: the very same bytes were here before, and nothing was written. */
  readonly isNew: boolean
  /** Whether it has been read, or refused, already. */
  readonly state: DocumentRow['state']
  readonly reader: number
}

/**
 * Keeps a document under its SHA-256, once for everybody. Bytes that are here already are not looked at again.
 * @param sha256 hexadecimal, as the caller computed it while the bytes came in
 * @throws StoreError `WRONG_HASH` where the bytes are others
 */
export async function saveDocument(
  db: Db,
  document: {
    readonly sha256: string
    readonly bytes: Uint8Array | AsyncIterable<Uint8Array>
    /** Of the bytes, where it is known beforehand. */
    readonly size?: number
    readonly at: string
  },
): Promise<SavedDocument> {
  const known = await findSaved(db, document.sha256)
  if (known !== undefined) return known
  return inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('document')
      .values({
        sha256: hash(document.sha256),
        size: document.size ?? 0,
        received_at: document.at,
      })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted === undefined) {
      const other = await findSaved(trx, document.sha256)
      if (other === undefined) throw new StoreError('RETRY', 'the document came and went')
      return other
    }
    const { id } = inserted
    const size = await saveChunks(trx, id, document)
    if (size !== document.size) {
      await trx.updateTable('document').set({ size }).where('id', '=', id).execute()
    }
    return { id, isNew: true, state: 'received', reader: 0 }
  })
}

export async function findDocument(
  db: Db,
  key: { readonly id: number } | { readonly sha256: string },
): Promise<DocumentRow | undefined> {
  const query = db.selectFrom('document').selectAll()
  return 'id' in key
    ? query.where('id', '=', key.id).executeTakeFirst()
    : query.where('sha256', '=', hash(key.sha256)).executeTakeFirst()
}

/** The bytes as they were given, a chunk at a time; between two chunks the database is free for others. */
export async function* documentBytes(db: Db, document: number): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal++) {
    const row = await db
      .selectFrom('document_chunk')
      .select('bytes')
      .where('document_id', '=', document)
      .where('ordinal', '=', ordinal)
      .executeTakeFirst()
    if (row === undefined) return
    yield await decompress(row.bytes)
  }
}

async function findSaved(db: Db, sha256: string): Promise<SavedDocument | undefined> {
  const row = await db
    .selectFrom('document')
    .select(['id', 'state', 'reader'])
    .where('sha256', '=', hash(sha256))
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, isNew: false }
}

async function saveChunks(
  db: Db,
  document: number,
  {
    sha256,
    bytes,
  }: { readonly sha256: string; readonly bytes: Uint8Array | AsyncIterable<Uint8Array> },
): Promise<number> {
  const digest = createHash('sha256')
  let size = 0
  let ordinal = 0
  for await (const chunk of chunksOf(bytes)) {
    digest.update(chunk)
    size += chunk.length
    await db
      .insertInto('document_chunk')
      .values({ document_id: document, ordinal: ordinal++, bytes: await compress(chunk) })
      .execute()
  }
  const found = digest.digest('hex')
  if (found !== sha256.toLowerCase()) {
    throw new StoreError('WRONG_HASH', `the document's SHA-256 is ${found}, not ${sha256}`)
  }
  return size
}

/** Pieces of any size become chunks of {@link CHUNK} bytes and a rest. */
async function* chunksOf(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) {
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
    return
  }
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    let rest = piece
    while (length + rest.length >= CHUNK) {
      const part = rest.subarray(0, CHUNK - length)
      yield Buffer.concat([...held, part])
      rest = rest.subarray(part.length)
      held = []
      length = 0
    }
    if (rest.length === 0) continue
    // the stream may use its buffer again
    held.push(Uint8Array.from(rest))
    length += rest.length
  }
  if (length > 0) yield Buffer.concat(held)
}

function hash(sha256: string): Buffer {
  return Buffer.from(sha256, 'hex')
}
