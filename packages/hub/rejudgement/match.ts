// SPDX-License-Identifier: Apache-2.0
import { checkComponents } from '@headwater/check/run'
import { unmatchedComponents } from '@headwater/store/advisories'
import { enqueue } from '@headwater/store/jobs'
import { holdForMatching } from '@headwater/store/judgements'
import { saveMatches, type ComponentMatches } from '@headwater/store/matches'
import type { Store } from '@headwater/store/open'
import { retried } from '@headwater/store/transactions'
import { saveVulnerabilities } from '@headwater/store/vulnerabilities'
import { advisoriesFor } from '../judgement/advisories.ts'
import { statedOf, vulnerabilityOf } from '../judgement/stated.ts'
import { JUDGE_COMPONENTS } from '../work/kinds.ts'

/** Raised when matching or its wording changes: every component is then matched again. */
export const MATCHER = 1

/** Components of one transaction. */
const BATCH = 500

/**
 * Matches every component that is new, that changed advisories concern, or that another generation of the matcher looked at. What
 * changed is judged by a job of the same transaction. Gives how many were matched.
 */
export async function matchComponents(
  store: Store,
  signal?: AbortSignal,
): Promise<{ readonly matched: number; readonly changed: number }> {
  let matched = 0
  let changed = 0
  for (let after = 0; ;) {
    signal?.throwIfAborted()
    const batch = await unmatchedComponents(store.db, { matcher: MATCHER, after, limit: BATCH })
    const last = batch.at(-1)
    if (last === undefined) return { matched, changed }
    changed += await matchBatch(store, batch)
    matched += batch.length
    after = last
  }
}

/** The same for these alone, by id: whoever judges what has them need not wait for the rest. */
export async function matchThese(store: Store, components: readonly number[]): Promise<void> {
  for (let from = 0; from < components.length; from += BATCH) {
    await matchBatch(store, components.slice(from, from + BATCH))
  }
}

async function matchBatch(store: Store, batch: readonly number[]): Promise<number> {
  return retried(store.db, async (trx) => {
    const held = { components: batch, matcher: MATCHER, at: store.now() }
    const components = await holdForMatching(trx, held)
    if (components.length === 0) return 0
    // only now: what was waited for has been read, and a judgement that began before it must be told by this instant
    const at = store.now()
    const identities = components.map(({ identity }) => identity)
    const advisories = await advisoriesFor({ db: trx }, identities)
    const found = checkComponents(identities, advisories)
    const flat = found.flat()
    const ids = await saveVulnerabilities(trx, flat.map(vulnerabilityOf), at)
    let next = 0
    const matches = components.map(({ id }, place): ComponentMatches => ({
      component: id,
      matches: (found[place] ?? []).map((finding) => ({
        vulnerability: ids[next++] ?? 0,
        range: finding.rule === 'version-unknown' ? 'unknown' : 'in',
        ...(finding.rule === 'version-unknown' ? { reason: finding.reason } : {}),
        evidence: statedOf(finding, []),
      })),
    }))
    const changed = await saveMatches(trx, matches, { matcher: MATCHER, at })
    if (changed.length > 0) {
      await enqueue(trx, {
        kind: JUDGE_COMPONENTS,
        payload: { components: changed, cause: { advisories: changed.length } },
        priority: 1,
        at,
      })
    }
    return changed.length
  })
}
