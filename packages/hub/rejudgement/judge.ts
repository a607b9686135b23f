// SPDX-License-Identifier: Apache-2.0
import { saveFindings, type NewFinding, type ReleaseFindings } from '@headwater/store/findings'
import { enqueue } from '@headwater/store/jobs'
import { holdReleases, plainReleases } from '@headwater/store/judgements'
import { matchesOf, releasesConcerned, type ComponentMatch } from '@headwater/store/matches'
import type { Store } from '@headwater/store/open'
import type { Db } from '@headwater/store/schema'
import { retried } from '@headwater/store/transactions'
import { layAssessments } from '../judgement/assessments.ts'
import type { Stated } from '../judgement/stated.ts'
import { JUDGE_RELEASE } from '../work/kinds.ts'

export interface Rejudgement {
  /** Releases that were judged from the stored matches, and only for these components. */
  readonly judged: number
  /** Releases whose documents are to be read for it: jobs do so. */
  readonly enqueued: number
}

/** Releases of one transaction. */
const RELEASES_AT_ONCE = 50

/**
 * Judges what has these components, and nothing else of it. Where version ranges alone decide, the stored matches say the same as
 * `judgeRelease` would; where documents show a build or carry verdicts, the release is judged from them.
 */
export async function judgeComponents(
  store: Store,
  components: readonly number[],
  cause: unknown,
  signal?: AbortSignal,
): Promise<Rejudgement> {
  const { db } = store
  const concerned = await releasesConcerned(db, components)
  let judged = 0
  let enqueued = 0
  for (let from = 0; from < concerned.length; from += RELEASES_AT_ONCE) {
    signal?.throwIfAborted()
    const batch = concerned.slice(from, from + RELEASES_AT_ONCE)
    const done = await retried(db, (trx) => judgeBatch(store, trx, batch, cause))
    judged += done.judged
    enqueued += done.enqueued
  }
  return { judged, enqueued }
}

/**
 * Everything that decides is read while the releases are held: another job of the same components, a document that came or went, an
 * overlay may have had its turn while we waited, and older words must not stand over younger ones.
 */
async function judgeBatch(
  { now }: Store,
  trx: Db,
  batch: readonly Concerned[],
  cause: unknown,
): Promise<Rejudgement> {
  const ids = batch.map(({ release }) => release)
  // what a person says meanwhile waits for us, or is seen here
  await holdReleases(trx, ids)
  const plain = await plainReleases(trx, ids)
  const components = [...new Set(batch.flatMap((each) => each.components))]
  const mine = await releasesConcerned(trx, components, [...plain])
  const byComponent = await findingsByComponent(trx, components)
  const at = now()
  const found = mine.map((each): ReleaseFindings => ({
    ...each,
    findings: each.components.flatMap((component) => byComponent.get(component) ?? []),
  }))
  await saveFindings(trx, await layAssessments(trx, found, at), { cause, at })
  for (const release of ids) {
    if (plain.has(release)) continue
    await enqueue(trx, {
      kind: JUDGE_RELEASE,
      payload: { release, cause },
      dedupeKey: String(release),
      at,
    })
  }
  return { judged: mine.length, enqueued: ids.length - mine.length }
}

type Concerned = Awaited<ReturnType<typeof releasesConcerned>>[number]

async function findingsByComponent(
  db: Db,
  components: readonly number[],
): Promise<ReadonlyMap<number, readonly NewFinding[]>> {
  const byComponent = new Map<number, NewFinding[]>()
  for (const row of await matchesOf(db, { components })) {
    const finding = findingOf(row)
    const list = byComponent.get(row.component_id)
    if (list === undefined) byComponent.set(row.component_id, [finding])
    else list.push(finding)
  }
  return byComponent
}

/** What a stored match says of each release that has its component and where nothing but version ranges decides. */
export function findingOf(row: ComponentMatch): NewFinding {
  return {
    ...(row.evidence as Stated),
    component: row.component_id,
    vulnerability: row.vulnerability_id,
  }
}
