// SPDX-License-Identifier: Apache-2.0
import type { Limits } from '@headwater/formats/source'
import { appendAudit } from '@headwater/store/audit'
import { attachDocument, findDocument, saveDocument, type Lane } from '@headwater/store/documents'
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import { inTransaction } from '@headwater/store/transactions'
import { JUDGE_RELEASE } from '../work/kinds.ts'
import { recogniseLane } from './recognise.ts'
import type { Spooled } from './spool.ts'

export interface Receipt {
  readonly document: number
  readonly sha256: string
  readonly lane: Lane
  /** False: this very document stood in this lane of the release already, and nothing was done. */
  readonly isNew: boolean
}

export interface Delivery {
  readonly organisation: number
  readonly release: number
  /** What the sender calls it; only ever shown. */
  readonly fileName: string
  /** Where the sender says that it belongs; else the document's own word. */
  readonly lane?: Lane
  /** Of which build or deployment of the release it speaks. */
  readonly build?: number
  readonly deployment?: number
  readonly author?: string
  readonly method?: string
  /** Who brings it: `user:…`, `token:…`, `system`. */
  readonly actor: string
  readonly account?: number
}

/**
 * Keeps a document and puts it into a lane of a release. The judgement that follows from it is enqueued in the same transaction, so
 * that what was acknowledged is never forgotten.
 * @throws Problem `unreadable-document` with every fault; then nothing is kept
 */
export async function receiveDocument(
  store: Store,
  file: Spooled,
  delivery: Delivery,
  limits: Limits,
): Promise<Receipt> {
  const { db, now, newId } = store
  const known = await findDocument(db, { sha256: file.sha256 })
  // bytes that were read before are not read again
  const before = known?.state === 'read' ? await laneBefore(store, known.id) : undefined
  const own = before ?? (await recogniseLane(file.path, limits))
  const into = delivery.lane ?? own
  const { id } = await saveDocument(db, { sha256: file.sha256, bytes: file.bytes(), at: now() })
  const isNew = await inTransaction(db, async (trx) => {
    const { organisation, release, build, deployment, author, method, account } = delivery
    const attached = await attachDocument(trx, {
      publicId: newId(),
      organisation,
      release,
      document: id,
      lane: into,
      name: delivery.fileName,
      ...(build === undefined ? {} : { build }),
      ...(deployment === undefined ? {} : { deployment }),
      ...(author === undefined ? {} : { author }),
      ...(method === undefined ? {} : { method }),
      ...(account === undefined ? {} : { uploadedBy: account }),
      at: now(),
    })
    if (attached === undefined) return false
    await appendAudit(trx, {
      organisation,
      at: now(),
      actor: delivery.actor,
      action: 'document.attach',
      subject: `release:${release}`,
      detail: { sha256: file.sha256, lane: into, name: delivery.fileName },
    })
    await enqueue(trx, {
      kind: JUDGE_RELEASE,
      payload: { release, cause: { document: file.sha256 } },
      organisation,
      dedupeKey: String(release),
      at: now(),
    })
    return true
  })
  return { document: id, sha256: file.sha256, lane: into, isNew }
}

/** Where the same bytes stood before. */
async function laneBefore({ db }: Store, document: number): Promise<Lane | undefined> {
  const row = await db
    .selectFrom('release_document')
    .select('lane')
    .where('document_id', '=', document)
    .orderBy('id')
    .executeTakeFirst()
  return row?.lane
}
