// SPDX-License-Identifier: Apache-2.0
import { closeUpload, uploadById, uploadBytes } from '@headwater/store/uploads'
import { receiveDocument, spooled } from '../documents/index.ts'
import type { Hub } from '../http/hub.ts'
import { Problem, problemBody } from '../problem/index.ts'
import type { Metadata } from './metadata.ts'

/** What is kept with an upload of a document. */
export interface Purpose extends Omit<Metadata, 'build' | 'deployment'> {
  /** In the store's ids, as they were found when the upload began. */
  readonly of?: { readonly build?: number; readonly deployment?: number }
  readonly actor: string
}

/**
 * Puts an upload that is whole into its release, and notes what became of it. A document that cannot be read is refused with every fault, as
 * it would be had it come at once.
 */
export async function receiveUpload(
  { store, limits }: Pick<Hub, 'store' | 'limits'>,
  id: number,
): Promise<void> {
  const { db, now } = store
  const upload = await uploadById(db, id)
  if (upload === undefined || upload.state !== 'complete' || upload.release_id === null) return
  const { organisation_id: organisation, release_id: release, created_by: account } = upload
  const { filename, type, method, sha256, of, actor } = upload.purpose as Purpose
  const size = upload.size ?? upload.received
  const bytes = ReadableStream.from(uploadBytes(db, id)) as ReadableStream<Uint8Array>
  try {
    const receipt = await spooled(bytes, { limit: size, announced: size }, (file) => {
      if (sha256 !== undefined && sha256 !== file.sha256) {
        throw new Problem('checksum-mismatch', {
          detail: `the whole has the SHA-256 ${file.sha256}, not the announced one`,
        })
      }
      return receiveDocument(
        store,
        file,
        {
          organisation,
          release,
          fileName: filename,
          ...(type === undefined ? {} : { lane: type }),
          ...(method === undefined ? {} : { method }),
          ...of,
          actor,
          ...(account === null ? {} : { account }),
        },
        limits,
      )
    })
    const result = { sha256: receipt.sha256, lane: receipt.lane, isNew: receipt.isNew }
    await closeUpload(db, id, { state: 'done', result, at: now() })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const result = problemBody(error, `upload:${upload.public_id}`)
    await closeUpload(db, id, { state: 'refused', result, at: now() })
  }
}
