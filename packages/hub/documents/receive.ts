// SPDX-License-Identifier: Apache-2.0
import { componentsOf } from '@headwater/domain/identity'
import type { Limits } from '@headwater/formats/source'
import { appendAudit } from '@headwater/store/audit'
import {
  attachDocument,
  findDocument,
  saveDocument,
  type DocumentRow,
  type Lane,
} from '@headwater/store/documents'
import {
  inventoryColumns,
  saveInventoryColumns,
  type InventoryColumns,
} from '@headwater/store/inventories'
import { enqueue } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import type { Db } from '@headwater/store/schema'
import { inTransaction, retried } from '@headwater/store/transactions'
import { inventoryOf, type KeptFacts } from '../judgement/inventories.ts'
import { isPlain } from '../judgement/plain.ts'
import { JUDGE_RELEASE } from '../work/kinds.ts'
import { laneOf, recognise, refuseWrongLane, type Recognised } from './recognise.ts'
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
  const lanes = known === undefined ? [] : await lanesInRelease(store, known.id, delivery.release)
  // bytes that were read before are not read again
  const before = lanes[0] ?? (known === undefined ? undefined : ownLane(known))
  const own: Recognised =
    before === undefined ? await recognise(file.path, limits) : { lane: before }
  const into = delivery.lane ?? own.lane
  if (known !== undefined && lanes.includes(into)) {
    return { document: known.id, sha256: file.sha256, lane: into, isNew: false }
  }
  await refuseWrongLane(file.path, { into, own: own.lane }, limits)
  const said = isOfProduct(into) ? await whatItSays(store, own, delivery) : undefined
  const { id } = await retried(db, async (trx) => {
    const { sha256, size } = file
    const saved = await saveDocument(trx, { sha256, size, bytes: file.bytes(), at: now() })
    if (said !== undefined) {
      await saveInventoryColumns(trx, { ...said, document: saved.id, at: now() })
    }
    return saved
  })
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

/** More components and files than these are kept by a job, so that nobody waits for them. */
const MOST_AT_ONCE = 20_000

/**
 * What there is to keep of a document that is plain: its job has not to read it again. In a release of several its components are known
 * when all of them are read together.
 */
async function whatItSays(
  { db }: Store,
  { inventory }: Recognised,
  { release, fileName }: Delivery,
): Promise<InventoryColumns | undefined> {
  if (inventory === undefined || inventory.nodeCount > MOST_AT_ONCE) return undefined
  const { components } = componentsOf(inventory, [])
  if (!isPlain(inventory, components) || !(await isFirst(db, release))) return undefined
  return inventoryColumns(inventoryOf(inventory, [0], components, fileName))
}

function isOfProduct(lane: Lane): boolean {
  return lane !== 'vex' && lane !== 'other'
}

async function isFirst(db: Db, release: number): Promise<boolean> {
  const row = await db
    .selectFrom('release_document')
    .select('id')
    .where('release_id', '=', release)
    .where('detached_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

/** Where the same bytes stand in this very release. */
async function lanesInRelease(
  { db }: Store,
  document: number,
  release: number,
): Promise<readonly Lane[]> {
  const rows = await db
    .selectFrom('release_document')
    .select('lane')
    .where('document_id', '=', document)
    .where('release_id', '=', release)
    .where('detached_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ lane }) => lane)
}

/**
 * The lane of bytes that were read before, by their own word: where somebody put them, maybe of another organisation, says nothing. What
 * an archive or several documents say together is read again.
 */
function ownLane({ state, facts }: DocumentRow): Lane | undefined {
  const { isPlain, sbomTypes } = (facts ?? {}) as Partial<KeptFacts>
  return state === 'read' && isPlain === true && sbomTypes !== undefined
    ? laneOf(sbomTypes)
    : undefined
}
