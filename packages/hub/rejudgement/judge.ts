// SPDX-License-Identifier: Apache-2.0
import { saveFindings, type NewFinding, type ReleaseFindings } from '@headwater/store/findings'
import { enqueue } from '@headwater/store/jobs'
import { holdReleases, plainReleases } from '@headwater/store/judgements'
import { matchesOf, releasesConcerned, type ComponentMatch } from '@headwater/store/matches'
import type { Store } from '@headwater/store/open'
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
  const { db, now } = store
  const concerned = await releasesConcerned(db, components)
  const plain = await plainReleases(
    db,
    concerned.map(({ release }) => release),
  )
  const byComponent = await findingsByComponent(store, components)
  const mine = concerned.filter(({ release }) => plain.has(release))
  for (let from = 0; from < mine.length; from += RELEASES_AT_ONCE) {
    signal?.throwIfAborted()
    const batch = mine
      .slice(from, from + RELEASES_AT_ONCE)
      .map(({ release, components }): ReleaseFindings => ({
        release,
        components,
        findings: components.flatMap((component) => byComponent.get(component) ?? []),
      }))
    const at = now()
    await retried(db, async (trx) => {
      // what a person says meanwhile waits for us, or is seen here
      await holdReleases(
        trx,
        batch.map(({ release }) => release),
      )
      await saveFindings(trx, await layAssessments(trx, batch, at), { cause, at })
    })
  }
  const others = concerned.filter(({ release }) => !plain.has(release))
  for (const { release } of others) {
    await enqueue(db, {
      kind: JUDGE_RELEASE,
      payload: { release, cause },
      dedupeKey: String(release),
      at: now(),
    })
  }
  return { judged: mine.length, enqueued: others.length }
}

async function findingsByComponent(
  { db }: Store,
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
