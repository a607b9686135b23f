// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'
import type { FeedFile } from '@headwater/mirror/feeds'
import {
  advisoryNames,
  keysOfAdvisories,
  markConcerned,
  removeAdvisories,
  saveAdvisories,
} from '@headwater/store/advisories'
import type { Feed } from '@headwater/store/feeds'
import type { Store } from '@headwater/store/open'
import { inTransaction } from '@headwater/store/transactions'
import { refreshScores, saveEpss, saveKev } from '@headwater/store/vulnerabilities'
import { enqueueMatching } from '../work/enqueue.ts'
import { breathing, type Survey } from './survey.ts'

/** What an import came to. */
export interface Kept {
  readonly changed: number
  readonly removed: number
  /** Components that are matched again. */
  readonly concerned: number
}

/** Records of one transaction: a crash between two leaves nothing half done, and nobody waits long for one. */
const BATCH = 500

/**
 * Keeps what a survey found to be new. That components are to be matched again is noted in the transaction of what concerns them.
 */
export async function keepFeed(
  store: Store,
  feed: Feed,
  file: FeedFile,
  survey: Survey,
): Promise<Kept> {
  if (survey.catalog !== undefined || survey.scores !== undefined) {
    await keepScores(store, survey)
    return { changed: survey.records, removed: 0, concerned: 0 }
  }
  let changed = 0
  let concerned = 0
  const pause = breathing()
  for (let from = 0; from < survey.changed.length; from += BATCH) {
    const batch: Advisory[] = []
    for (const index of survey.changed.slice(from, from + BATCH)) {
      const record = file.read(index)
      if (record.kind === 'osv' || record.kind === 'cve') batch.push(record.advisory)
      await pause()
    }
    const kept = await keepBatch(store, feed, batch)
    changed += kept.changed
    concerned += kept.concerned
  }
  const gone = file.isArchive ? await removeGone(store, feed, survey) : { removed: 0, concerned: 0 }
  return { changed, removed: gone.removed, concerned: concerned + gone.concerned }
}

async function keepBatch(
  { db, now }: Store,
  feed: Feed,
  batch: readonly Advisory[],
): Promise<{ readonly changed: number; readonly concerned: number }> {
  const at = now()
  return inTransaction(db, async (trx) => {
    const keys = await keysOfAdvisories(
      trx,
      batch.map(({ id }) => id),
    )
    const { changed } = await saveAdvisories(trx, feed.id, batch, at)
    const concerned = await markConcerned(trx, { advisories: changed, keys }, at)
    if (concerned > 0) await enqueueMatching(trx, at)
    return { changed: changed.length, concerned }
  })
}

async function removeGone(
  { db, now }: Store,
  feed: Feed,
  { names, unreadable }: Survey,
): Promise<{ readonly removed: number; readonly concerned: number }> {
  // a record that cannot be read today is not gone
  const kept = new Set(unreadable.map(({ record }) => recordName(record)))
  let removed = 0
  let concerned = 0
  let after = ''
  for (;;) {
    const held = await advisoryNames(db, feed.id, { after, limit: 5_000 })
    const last = held.at(-1)
    if (last === undefined) return { removed, concerned }
    after = last
    const gone = held.filter((name) => !names.has(name) && !kept.has(name))
    if (gone.length === 0) continue
    const at = now()
    concerned += await inTransaction(db, async (trx) => {
      const keys = await removeAdvisories(trx, feed.id, gone, at)
      const count = await markConcerned(trx, { keys }, at)
      if (count > 0) await enqueueMatching(trx, at)
      return count
    })
    removed += gone.length
  }
}

/** `cves/2026/1xxx/CVE-2026-1000.json` is of CVE-2026-1000. */
function recordName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '')
}

async function keepScores({ db, now }: Store, { catalog, scores }: Survey): Promise<void> {
  if (catalog !== undefined) {
    await saveKev(
      db,
      catalog.catalog === 'cisa' ? 'CISA KEV' : 'EU KEV',
      catalog.entries.flatMap(({ cve, addedOn, dueOn, record }) =>
        cve === undefined
          ? []
          : [
              {
                vulnerability: cve,
                since: addedOn,
                ...(dueOn === undefined ? {} : { dueOn }),
                record,
              },
            ],
      ),
    )
  }
  if (scores !== undefined) {
    const all = [...scores.scores].flatMap(([vulnerability, { probability, percentile }]) =>
      percentile === undefined ? [] : [{ vulnerability, probability, percentile }],
    )
    await saveEpss(db, all, { isWhole: true })
  }
  await refreshScores(db, now())
}
