// SPDX-License-Identifier: Apache-2.0
import { applicableAssessments, type ApplicableAssessment } from '@headwater/store/assessments'
import { lastAssessed, type NewFinding, type ReleaseFindings } from '@headwater/store/findings'
import type { Db } from '@headwater/store/schema'
import { vulnerabilitiesNamed } from '@headwater/store/vulnerabilities'
import type { FindingEvidence } from './stated.ts'

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
  const alsoCalled = await vulnerabilitiesNamed(db, [...new Set(found.flatMap(otherNames))])
  const subjectsOf = (finding: NewFinding): readonly number[] => [
    ...new Set([
      finding.vulnerability,
      ...otherNames(finding).flatMap((name) => alsoCalled.get(name) ?? []),
    ]),
  ]
  const all = await applicableAssessments(db, {
    releases: releases.map(({ release }) => release),
    vulnerabilities: [...new Set(found.flatMap(subjectsOf))],
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
      const heard = subjectsOf(finding).flatMap((each) => byPlace.get(`${release} ${each}`) ?? [])
      const one = standingOn(finding, heard)
      if (one === undefined) continue
      standing.set(finding, one)
      for (const vulnerability_id of new Set([finding.vulnerability, one.vulnerability_id]))
        asked.push({ release_id: release, component_id: finding.component, vulnerability_id })
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
      // under the name by which it goes now, else under the one by which it was judged
      const last = [finding.vulnerability, one.vulnerability_id]
        .map((name) => before.get(`${each.release} ${finding.component} ${name}`))
        .find((evidence) => evidence?.assessment === one.public_id)
      const { verdict, rule } = finding
      return assessed(finding, one, last?.basis ?? { verdict, rule })
    }),
  }))
}

/**
 * Names that a person may have judged it by before it had the one that it goes by now: a GHSA id has become a CVE. What was said of
 * another CVE holds for that one only, see `settlingIds`.
 */
function otherNames({ evidence }: NewFinding): readonly string[] {
  const { aliases = [] } = (evidence ?? {}) as Partial<FindingEvidence>
  return aliases.filter((alias) => !alias.startsWith('CVE-'))
}

/** The narrowest scope counts; in it the one that names the component, then the last word. */
function standingOn(
  finding: NewFinding,
  all: readonly ApplicableAssessment[],
): ApplicableAssessment | undefined {
  return all
    .filter(({ component_id }) => component_id === null || component_id === finding.component)
    .sort(
      (a, b) =>
        NARROWEST.indexOf(a.scope) - NARROWEST.indexOf(b.scope) ||
        Number(a.component_id === null) - Number(b.component_id === null) ||
        b.id - a.id,
    )[0]
}

const NARROWEST: readonly ApplicableAssessment['scope'][] = [
  'release',
  'build',
  'product',
  'line',
  'organisation',
]

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
