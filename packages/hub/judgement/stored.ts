// SPDX-License-Identifier: Apache-2.0
import type { Attachment } from '@headwater/store/documents'
import { saveDrift } from '@headwater/store/drift'
import { saveFindings, type SavedFindings } from '@headwater/store/findings'
import { keptComponents, saveReleaseComponents } from '@headwater/store/inventories'
import { holdReleases, noteJudgement } from '@headwater/store/judgements'
import { matchesOf } from '@headwater/store/matches'
import type { Store } from '@headwater/store/open'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { findingOf } from '../rejudgement/judge.ts'
import { MATCHER, matchThese } from '../rejudgement/match.ts'
import { layAssessments } from './assessments.ts'
import { READER, type KeptFacts } from './inventories.ts'

/**
 * The one document of a release of which all is kept that a judgement asks: it was read by itself, and says no more than which components
 * there are. Undefined: what is attached is to be read.
 */
export function plainDocument(attachments: readonly Attachment[]): Attachment | undefined {
  const [only, ...others] = attachments
  if (only === undefined || others.length > 0) return undefined
  const { state, reader, facts } = only
  const isPlain = (facts as KeptFacts | null)?.isPlain === true
  return isPlain && state === 'read' && reader === READER ? only : undefined
}

/**
 * Judges a release whose only document is plain, without reading it: from the components that are kept of it and their matches, which say
 * the same as a check does. What nobody has matched yet is matched first.
 * Undefined: nothing was done, since more is kept of the document than it says by itself.
 */
export async function judgeStored(
  store: Store,
  release: number,
  document: Attachment,
  why: Why,
): Promise<SavedFindings | undefined> {
  for (;;) {
    try {
      return await inTransaction(store.db, (trx) => judgeIn(trx, store, release, document, why))
    } catch (error) {
      if (error instanceof MoreThanItself) return undefined
      if (!(error instanceof Unmatched)) throw error
      // in transactions of their own: others wait for the same components, and not for all that a judgement writes
      await matchThese(store, error.components)
    }
  }
}

interface Why {
  readonly cause: unknown
  readonly finish?: (trx: Db) => Promise<void>
}

async function judgeIn(
  trx: Db,
  store: Store,
  release: number,
  document: Attachment,
  { cause, finish }: Why,
): Promise<SavedFindings> {
  await finish?.(trx)
  // what a person says meanwhile, and what matching finds meanwhile, waits for us or is seen here
  await holdReleases(trx, [release])
  const kept = await keptComponents(trx, { document: document.document_id, matcher: MATCHER })
  if (kept.count !== document.components) throw new MoreThanItself()
  if (kept.unmatched.length > 0) throw new Unmatched(kept.unmatched)
  const findings = (await matchesOf(trx, { release })).map(findingOf)
  const at = store.now()
  const judged = await layAssessments(trx, [{ release, components: 'all', findings }], at)
  await saveReleaseComponents(trx, release, [])
  await saveDrift(trx, { release, drifts: [], at })
  await noteJudgement(trx, { release, isPlain: true, documents: [document.document_id], at })
  return saveFindings(trx, judged, { cause, at })
}

/** Another release, of several documents, says more of its components. */
class MoreThanItself extends Error {
  override readonly name = 'MoreThanItself'
}

class Unmatched extends Error {
  override readonly name = 'Unmatched'
  readonly components: readonly number[]

  constructor(components: readonly number[]) {
    super(`${components.length} components are to be matched first`)
    this.components = components
  }
}
