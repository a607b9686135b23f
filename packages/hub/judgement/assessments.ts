// SPDX-License-Identifier: Apache-2.0
import { applicableAssessments, type ApplicableAssessment } from '@headwater/store/assessments'
import { lastAssessed, type NewFinding, type ReleaseFindings } from '@headwater/store/findings'
import type { Db } from '@headwater/store/schema'

/** What stands beside our own evidence where a person has decided. */
export interface AssessedEvidence {
  readonly assessment: string
  /** What stood without it. */
  readonly own: Pick<NewFinding, 'verdict' | 'decidedBy' | 'rule' | 'justification' | 'reason'>
  /** What stood without it when it was first laid on this finding: where that is another one by now, somebody is to look again. */
  readonly basis?: Basis
}

type Basis = Pick<NewFinding, 'verdict' | 'rule'>

/** The rule of a person's verdict, and of one that was given on other evidence than there is now. */
const ASSESSMENT = 'assessment'
const TO_REVIEW = 'assessment-review'

/**
 * Lets people's verdicts stand over ours, whichever way ours was found. The narrowest scope counts, in it the one that names the
 * component, then the last word; what ran out does not count, also where its job has not run yet.
 */
export async function layAssessments(
  db: Db,
  releases: readonly ReleaseFindings[],
  at: string,
): Promise<readonly ReleaseFindings[]> {
  const found = releases.flatMap(({ findings }) => findings)
  if (found.length === 0) return releases
  const all = await applicableAssessments(db, {
    releases: releases.map(({ release }) => release),
    vulnerabilities: [...new Set(found.map(({ vulnerability }) => vulnerability))],
  })
  if (all.length === 0) return releases
  const byPlace = new Map<string, ApplicableAssessment[]>()
  for (const one of all) {
    if (one.expires_at !== null && one.expires_at <= at) continue
    const key = `${one.for_release} ${one.vulnerability_id}`
    byPlace.set(key, [...(byPlace.get(key) ?? []), one])
  }
  const standing = new Map<NewFinding, ApplicableAssessment>()
  const asked = []
  for (const { release, findings } of releases) {
    for (const finding of findings) {
      const one = standingOn(finding, byPlace.get(`${release} ${finding.vulnerability}`) ?? [])
      if (one === undefined) continue
      standing.set(finding, one)
      const { component: component_id, vulnerability: vulnerability_id } = finding
      asked.push({ release_id: release, component_id, vulnerability_id })
    }
  }
  if (asked.length === 0) return releases
  const before = new Map(
    (await lastAssessed(db, asked)).map((row) => [
      `${row.release_id} ${row.component_id} ${row.vulnerability_id}`,
      row.evidence as Partial<AssessedEvidence> | null,
    ]),
  )
  return releases.map((each) => ({
    ...each,
    findings: each.findings.map((finding) => {
      const one = standing.get(finding)
      if (one === undefined) return finding
      const last = before.get(`${each.release} ${finding.component} ${finding.vulnerability}`)
      const { verdict, rule } = finding
      const basis = last?.assessment === one.public_id ? last.basis : undefined
      return assessed(finding, one, basis ?? { verdict, rule })
    }),
  }))
}

/** The narrowest comes first; in it the one that names the component. */
function standingOn(
  finding: NewFinding,
  all: readonly ApplicableAssessment[],
): ApplicableAssessment | undefined {
  const heard = all.filter(
    ({ component_id }) => component_id === null || component_id === finding.component,
  )
  const [first] = heard
  return (
    heard.find(({ scope, component_id }) => scope === first?.scope && component_id !== null) ??
    first
  )
}

function assessed(finding: NewFinding, assessment: ApplicableAssessment, basis: Basis): NewFinding {
  const { verdict, decidedBy, rule, justification, reason } = finding
  const beside: AssessedEvidence = {
    assessment: assessment.public_id,
    own: {
      verdict,
      decidedBy,
      rule,
      ...(justification === undefined ? {} : { justification }),
      reason,
    },
    basis,
  }
  const isAsItWas = basis.verdict === verdict && basis.rule === rule
  return {
    component: finding.component,
    vulnerability: finding.vulnerability,
    verdict: assessment.verdict,
    decidedBy: 'person',
    rule: isAsItWas ? ASSESSMENT : TO_REVIEW,
    ...(assessment.justification === null
      ? {}
      : { justification: assessment.justification as NonNullable<NewFinding['justification']> }),
    reason: assessment.reason,
    evidence: { ...(finding.evidence as object | undefined), ...beside },
    ...(finding.severity === undefined ? {} : { severity: finding.severity }),
  }
}
