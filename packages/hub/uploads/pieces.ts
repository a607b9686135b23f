// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { StoreError } from '@headwater/store/fault'
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import { inTransaction } from '@headwater/store/transactions'
import { completeUpload, continueUpload, type Upload } from '@headwater/store/uploads'
import { Problem } from '../problem/index.ts'
import { RECEIVE_UPLOAD } from '../work/kinds.ts'

/** Bytes that are kept at a time: what arrived before a connection broke is not sent again. */
const PART = 4 * 1024 * 1024
/** A piece with a checksum is kept as a whole or not at all. */
const LARGEST_CHECKED = 32 * 1024 * 1024
export const CHECKSUMS = ['sha1', 'sha256'] as const

/**
 * Keeps what arrives behind what has arrived; with the last byte the document is on its way into its release, in the same transaction.
 * @returns how much there is now
 * @throws Problem `conflict` where somebody else was quicker, `checksum-mismatch`, `too-large`, `bad-request` where it broke off
 */
export async function takePieces(
  store: Store,
  upload: Upload,
  body: ReadableStream<Uint8Array> | null,
  from: { readonly offset: number; readonly checksum: string | undefined },
): Promise<number> {
  let { offset } = from
  const keep = async (bytes: Uint8Array): Promise<void> => {
    offset = await keepPiece(store, upload, offset, bytes)
  }
  if (from.checksum !== undefined) {
    await keep(await checked(body, from.checksum))
    return offset
  }
  const room = (upload.size ?? 0) - offset
  let waiting: Uint8Array[] = []
  let length = 0
  let arrived = 0
  try {
    for await (const chunk of partsOf(body)) {
      arrived += chunk.byteLength
      if (arrived > room) {
        throw new Problem('too-large', { detail: 'more than was announced with Upload-Length' })
      }
      waiting.push(chunk)
      length += chunk.byteLength
      if (length < PART) continue
      await keep(Buffer.concat(waiting))
      waiting = []
      length = 0
    }
  } catch (error) {
    if (error instanceof Problem || error instanceof StoreError) throw error
    // the connection broke: what has come is kept
    await keep(Buffer.concat(waiting))
    throw new Problem('bad-request', { detail: 'the connection broke off' }, { cause: error })
  }
  await keep(Buffer.concat(waiting))
  return offset
}

async function keepPiece(
  { db, now }: Store,
  upload: Upload,
  offset: number,
  bytes: Uint8Array,
): Promise<number> {
  try {
    return await inTransaction(db, async (trx) => {
      const received = await continueUpload(trx, { upload: upload.id, offset, bytes, at: now() })
      if (received === upload.size && (await completeUpload(trx, upload.id, now()))) {
        await enqueue(trx, {
          kind: RECEIVE_UPLOAD,
          payload: { upload: upload.id },
          organisation: upload.organisation_id,
          dedupeKey: String(upload.id),
          priority: 1,
          at: now(),
        })
      }
      return received
    })
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.code === 'CONFLICT') throw elsewhere(error)
    if (error.code === 'INVALID') {
      throw new Problem('too-large', { detail: 'more than was announced with Upload-Length' })
    }
    if (error.code === 'MISSING') throw new Problem('not-found', {}, { cause: error })
    throw error
  }
}

export function elsewhere(cause?: unknown): Problem {
  return new Problem(
    'conflict',
    {
      detail: 'the upload goes on at another offset',
      hint: 'ask with HEAD for Upload-Offset, and go on there',
    },
    { cause },
  )
}

/** tus 1.0, extension "checksum": `sha1 <base64>`. */
async function checked(
  body: ReadableStream<Uint8Array> | null,
  checksum: string,
): Promise<Uint8Array> {
  const [name = '', expected = '', ...rest] = checksum.trim().split(' ')
  const algorithm = CHECKSUMS.find((each) => each === name)
  if (algorithm === undefined || rest.length > 0) {
    throw new Problem('bad-request', {
      detail: `Upload-Checksum is to be one of ${CHECKSUMS.join(', ')} and the digest in base64`,
    })
  }
  const hash = createHash(algorithm)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of partsOf(body)) {
    size += part.byteLength
    if (size > LARGEST_CHECKED) {
      throw new Problem('too-large', {
        detail: `a piece with a checksum may have ${LARGEST_CHECKED} bytes`,
        hint: 'send smaller pieces',
      })
    }
    hash.update(part)
    parts.push(part)
  }
  if (!hash.digest().equals(Buffer.from(expected, 'base64'))) {
    throw new Problem('checksum-mismatch', { hint: 'send the piece again' })
  }
  return Buffer.concat(parts)
}

function partsOf(body: ReadableStream<Uint8Array> | null): AsyncIterable<Uint8Array> {
  return (body ?? new Blob([]).stream()) as unknown as AsyncIterable<Uint8Array>
}
