// SPDX-License-Identifier: Apache-2.0
import type { Store } from '@headwater/store/open'
import { beginUpload, continueUpload, endUpload } from '@headwater/store/uploads'
import { Problem } from '../problem/index.ts'

/** Bytes that are kept at a time. */
const PART = 4 * 1024 * 1024

/**
 * Keeps the file of a feed in the store, where any worker can read it, also one of another machine, and gives the upload that holds
 * it. What arrives by half is forgotten.
 * @throws Problem `bad-request` for an empty body, `too-large`
 */
export async function receiveFeedFile(
  { db, now, newId }: Store,
  body: ReadableStream<Uint8Array> | null,
  from: {
    readonly organisation: number
    readonly account: number
    readonly feed: number
    readonly limit: number
  },
): Promise<number> {
  if (body === null) throw new Problem('bad-request', { detail: 'the request has no body' })
  const { id } = await beginUpload(db, {
    publicId: newId(),
    organisation: from.organisation,
    by: from.account,
    purpose: { feed: from.feed },
    at: now(),
  })
  let offset = 0
  const keep = async (bytes: Uint8Array): Promise<void> => {
    offset = await continueUpload(db, { upload: id, offset, bytes, at: now() })
  }
  try {
    let waiting: Uint8Array[] = []
    let length = 0
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      waiting.push(chunk)
      length += chunk.byteLength
      if (offset + length > from.limit) {
        throw new Problem('too-large', { detail: `more than ${from.limit} bytes` })
      }
      if (length < PART) continue
      await keep(Buffer.concat(waiting))
      waiting = []
      length = 0
    }
    if (offset + length === 0) throw new Problem('bad-request', { detail: 'the file is empty' })
    await keep(Buffer.concat(waiting))
    return id
  } catch (error) {
    await endUpload(db, id).catch(() => undefined)
    throw error
  }
}
