// SPDX-License-Identifier: Apache-2.0
import { releasesAssessed, type Assessment } from '@headwater/store/assessments'
import {
  saveFindings,
  standingFindings,
  type NewFinding,
  type ReleaseFindings,
} from '@headwater/store/findings'
import { enqueue } from '@headwater/store/jobs'
import { holdReleases } from '@headwater/store/judgements'
import type { Store } from '@headwater/store/open'
import type { Db } from '@headwater/store/schema'
import { retried } from '@headwater/store/transactions'
import { LAY_ASSESSMENT } from '../work/kinds.ts'
import { layAssessments, type AssessedEvidence } from './assessments.ts'

/** What a person's verdict speaks of. */
export interface LaidAssessment {
  readonly id: number
  readonly public_id: string
  readonly organisation_id: number
  readonly vulnerability_id: number
  readonly component_id: number | null
}

/** As many are done while the person waits; more are a job. */
const AT_ONCE = 50

/**
 * Lets what people say now stand on every finding that an assessment speaks of, after it was given, approved or has ended: in every
 * release of its scope. What our own rules said is kept with each finding, so that no document is read again.
 * @param isLater a job does it, however few they are
 */
export async function layAgain(
  trx: Db,
  assessment: LaidAssessment,
  at: string,
  { isLater = false }: { readonly isLater?: boolean } = {},
): Promise<{ readonly releases: number }> {
  const releases = await releasesAssessed(trx, assessment.id)
  if (isLater || releases.length > AT_ONCE) {
    await enqueue(trx, {
      kind: LAY_ASSESSMENT,
      payload: { assessment: assessment.id },
      organisation: assessment.organisation_id,
      dedupeKey: String(assessment.id),
      at,
    })
  } else await layOn(trx, releases, assessment, at)
  return { releases: releases.length }
}

/** As many releases of one decision are done while the person waits: they are written together, not one verdict after the other. */
const TOGETHER = 500

/**
 * The same for verdicts that were given or taken back by one decision. All of it in this transaction, or, where it concerns very many
 * releases, by a job for each verdict. Gives whether jobs do it.
 */
export async function layTogether(
  trx: Db,
  assessments: readonly Assessment[],
  at: string,
): Promise<{ readonly isLater: boolean }> {
  const groups = new Map<string, { one: Assessment; releases: Set<number> }>()
  for (const one of assessments) {
    const key = `${one.vulnerability_id} ${one.component_id ?? ''}`
    const group = groups.get(key) ?? { one, releases: new Set<number>() }
    groups.set(key, group)
    const releases =
      one.scope === 'release' && one.release_id !== null
        ? [one.release_id]
        : await releasesAssessed(trx, one.id)
    for (const release of releases) group.releases.add(release)
  }
  const all = [...groups.values()]
  const count = all.reduce((sum, { releases }) => sum + releases.size, 0)
  if (count > TOGETHER) {
    for (const one of assessments) await layAgain(trx, one, at, { isLater: true })
    return { isLater: true }
  }
  // in one order, whichever group they belong to, so that two decisions do not wait for each other in a circle
  await holdReleases(trx, [...new Set(all.flatMap(({ releases }) => [...releases]))])
  for (const { one, releases } of all) await layOn(trx, [...releases], one, at)
  return { isLater: false }
}

/** The same for any number of releases, a part at a time, each in a transaction of its own. */
export async function layAssessment(
  { db, now }: Store,
  id: number,
  signal?: AbortSignal,
): Promise<void> {
  const assessment = await db
    .selectFrom('assessment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (assessment === undefined) return
  const releases = await releasesAssessed(db, id)
  for (let from = 0; from < releases.length; from += AT_ONCE) {
    signal?.throwIfAborted()
    const part = releases.slice(from, from + AT_ONCE)
    await retried(db, (trx) => layOn(trx, part, assessment, now()))
  }
}

async function layOn(
  trx: Db,
  releases: readonly number[],
  { public_id, vulnerability_id, component_id }: LaidAssessment,
  at: string,
): Promise<void> {
  // a judgement in hand waits for us, or we for it: whoever comes second sees what the first one wrote
  await holdReleases(trx, releases)
  const standing = await standingFindings(trx, {
    releases,
    vulnerability: vulnerability_id,
    ...(component_id === null ? {} : { component: component_id }),
  })
  const byRelease = new Map<number, { components: Set<number>; findings: NewFinding[] }>()
  for (const { release, finding } of standing) {
    const known = byRelease.get(release) ?? { components: new Set(), findings: [] }
    byRelease.set(release, known)
    known.components.add(finding.component)
    known.findings.push(ownOf(finding))
  }
  const own = [...byRelease].map(([release, { components, findings }]): ReleaseFindings => ({
    release,
    components: [...components],
    findings,
  }))
  const cause = { assessment: public_id }
  await saveFindings(trx, await layAssessments(trx, own, at), { cause, at })
}

/** What stood without a person's word. */
function ownOf(finding: NewFinding): NewFinding {
  if (finding.decidedBy !== 'person') return finding
  const { own, assessment: _, basis: __, ...evidence } = finding.evidence as AssessedEvidence
  const { component, vulnerability } = finding
  return {
    component,
    vulnerability,
    ...own,
    ...(Object.keys(evidence).length === 0 ? {} : { evidence }),
  }
}
