// SPDX-License-Identifier: Apache-2.0
import { applicableAssessments, type ApplicableAssessment } from '@headwater/store/assessments'
import type { NewFinding, ReleaseFindings } from '@headwater/store/findings'
import type { Db } from '@headwater/store/schema'

/** What stands beside our own evidence where a person has decided. */
export interface AssessedEvidence {
  readonly assessment: string
  /** What stood without it. */
  readonly own: Pick<NewFinding, 'verdict' | 'decidedBy' | 'rule' | 'justification' | 'reason'>
}

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
  return releases.map((each) => ({
    ...each,
    findings: each.findings.map((finding) => {
      const heard = (byPlace.get(`${each.release} ${finding.vulnerability}`) ?? []).filter(
        ({ component_id }) => component_id === null || component_id === finding.component,
      )
      const [first] = heard
      const standing = heard.find(
        ({ scope, component_id }) => scope === first?.scope && component_id !== null,
      )
      return first === undefined ? finding : assessed(finding, standing ?? first)
    }),
  }))
}

function assessed(finding: NewFinding, assessment: ApplicableAssessment): NewFinding {
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
  }
  return {
    component: finding.component,
    vulnerability: finding.vulnerability,
    verdict: assessment.verdict,
    decidedBy: 'person',
    rule: 'assessment',
    ...(assessment.justification === null
      ? {}
      : { justification: assessment.justification as NonNullable<NewFinding['justification']> }),
    reason: assessment.reason,
    evidence: { ...(finding.evidence as object | undefined), ...beside },
  }
}
