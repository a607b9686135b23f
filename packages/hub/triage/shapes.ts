// SPDX-License-Identifier: Apache-2.0
import type { Decision, FindingGroup, GroupMember } from '@headwater/store/triage'
import { may } from '../access/index.ts'
import type { TriageDecision, TriageGroup, TriageMember, ValueOf } from '../api-types/index.ts'
import { authorOf, ratingOf } from '../findings/shapes.ts'
import type { Caller } from '../http/index.ts'
import { rowOfProduct } from '../portfolio/rights.ts'

/** The worst first. */
const VERDICTS = ['affected', 'unknown', 'fixed', 'not_affected'] as const

export function groupOf(row: FindingGroup): ValueOf<typeof TriageGroup> {
  const { affected, unknown, fixed, not_affected } = row
  const verdicts = { affected, unknown, fixed, not_affected }
  const standing = VERDICTS.filter((verdict) => verdicts[verdict] > 0)
  const isOneBuild = row.builds === 1 && row.without_build === 0
  const isAlike = standing.length === 1 && row.rules.length === 1
  return {
    vulnerability: {
      id: row.vulnerability,
      ...(row.title === null ? {} : { title: row.title }),
    },
    component: {
      id: String(row.component_id),
      name: row.component,
      ...(row.component_version === null ? {} : { version: row.component_version }),
    },
    ...(row.severity < 0
      ? {}
      : { severity: { score: row.severity / 10, rating: ratingOf(row.severity) } }),
    exploited: row.is_exploited,
    ...(row.epss_probability === null ? {} : { epss: row.epss_probability }),
    worst: standing[0] ?? 'unknown',
    verdicts,
    releaseCount: row.releases,
    productCount: row.products,
    ...(row.builds === null ? {} : { buildCount: row.builds }),
    ...(row.without_build === null ? {} : { withoutBuildCount: row.without_build }),
    evidence: isOneBuild ? 'one-build' : isAlike ? 'alike' : 'different',
    rules: [...row.rules],
    decidedCount: row.by_person,
    firstSeenAt: row.first_seen,
    changedAt: row.changed_at,
  }
}

export function memberOf(caller: Caller, row: GroupMember): ValueOf<typeof TriageMember> {
  const { variant, line, line_public_id: lineId, build } = row
  return {
    finding: String(row.id),
    release: {
      id: row.release_public_id,
      name: row.release_version,
      ...(variant === null ? {} : { variant }),
    },
    product: { id: row.product_public_id, name: row.product },
    ...(lineId === null || line === null ? {} : { line: { id: lineId, name: line } }),
    archived: row.is_archived,
    verdict: row.verdict,
    by: authorOf(row.decided_by),
    rule: row.rule,
    reason: row.reason,
    ...(build === null ? {} : { build }),
    mayJudge: may(caller, 'judge', rowOfProduct(caller, row.product_id)),
  }
}

export function decisionOf(row: Decision): ValueOf<typeof TriageDecision> {
  return {
    id: row.decision,
    author: row.author ?? 'somebody who has left',
    at: row.at,
    verdict: row.verdict,
    scope: row.scope,
    reason: row.reason,
    vulnerabilities: [...row.vulnerabilities],
    assessmentCount: row.assessments,
    standingCount: row.standing,
  }
}
