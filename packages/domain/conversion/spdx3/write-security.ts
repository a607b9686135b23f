// SPDX-License-Identifier: Apache-2.0
import type { Fact, PivotElement, Terms } from '../pivot.ts'
import type { Draft } from '../writing.ts'
import type { Frame3 } from './frame.ts'
import { entries } from './write-element.ts'

/** Verdicts and scores of a vulnerability, each a relationship to what it is about. Answers the facts that have no place. */
export function writeAssessments(element: PivotElement, frame: Frame3): Fact[] {
  const left: Fact[] = []
  for (const fact of element.facts) {
    if (fact.term === 'assessment') {
      if (!writeVex(element, fact, frame)) left.push(fact)
    } else if (fact.term === 'rating' && !writeScore(element, fact, frame)) left.push(fact)
  }
  return left
}

export function isAssessed({ term }: Fact): boolean {
  return term === 'assessment' || term === 'rating'
}

const VEX: Readonly<Record<Terms['assessment']['status'], readonly [string, string] | undefined>> =
  {
    affected: ['security_VexAffectedVulnAssessmentRelationship', 'affects'],
    fixed: ['security_VexFixedVulnAssessmentRelationship', 'fixedIn'],
    not_affected: ['security_VexNotAffectedVulnAssessmentRelationship', 'doesNotAffect'],
    under_investigation: [
      'security_VexUnderInvestigationVulnAssessmentRelationship',
      'underInvestigationFor',
    ],
    unsaid: undefined,
  }

function writeVex(
  { id }: PivotElement,
  { value, origins }: Extract<Fact, { term: 'assessment' }>,
  frame: Frame3,
): boolean {
  const { status, of, justification, statement, action } = value
  const words = VEX[status]
  if (words === undefined) return origins.length === 0
  const [type, relationshipType] = words
  const isNot = status === 'not_affected'
  const node: Draft = {
    ...relationshipOf(type, relationshipType, id, of, frame),
    ...(isNot && justification !== undefined && { security_justificationType: justification }),
    ...(isNot && statement !== undefined && { security_impactStatement: statement }),
    ...(!isNot && statement !== undefined && { security_statusNotes: statement }),
    // required of this class
    ...(status === 'affected' && { security_actionStatement: action ?? 'none told' }),
  }
  frame.graph.push(node)
  frame.making.ledger.put(node, 'relationshipType', origins, 'carried')
  if (status === 'affected' && action === undefined) {
    frame.making.ledger.note(
      origins,
      'SPDX 3 asks what to do about an affected product; nobody told',
    )
  }
  return true
}

const SCORES: ReadonlyMap<string, string> = new Map([
  ['CVSSv2', 'security_CvssV2VulnAssessmentRelationship'],
  ['CVSSv3', 'security_CvssV3VulnAssessmentRelationship'],
  ['CVSSv31', 'security_CvssV3VulnAssessmentRelationship'],
  ['CVSSv4', 'security_CvssV4VulnAssessmentRelationship'],
])

function writeScore(
  { id }: PivotElement,
  { value, origins }: Extract<Fact, { term: 'rating' }>,
  frame: Frame3,
): boolean {
  const { method, score, severity, vector, source, of } = value
  const type = SCORES.get(method)
  const isV2 = method === 'CVSSv2'
  const hasSeverity =
    severity !== undefined &&
    entries('security_CvssV3VulnAssessmentRelationship', 'security_severity').has(severity)
  if (type === undefined || score === undefined || vector === undefined) return false
  if (!isV2 && !hasSeverity) return false
  const node: Draft = {
    ...relationshipOf(type, 'hasAssessmentFor', id, of, frame),
    security_score: score,
    security_vectorString: vector,
    ...(!isV2 && { security_severity: severity }),
    ...(source !== undefined && {
      suppliedBy: frame.agents.idOf({ kind: 'organization', name: source }),
    }),
  }
  frame.graph.push(node)
  frame.making.ledger.put(node, 'security_score', origins, 'carried')
  if (isV2 && severity !== undefined) {
    frame.making.ledger.note(origins, 'SPDX 3 has no severity beside a CVSS 2 vector')
  }
  return true
}

function relationshipOf(
  type: string,
  relationshipType: string,
  from: string,
  to: readonly string[],
  { names, base, idOf }: Frame3,
): Draft {
  return {
    type,
    spdxId: names.fresh(`${base}#assessment`),
    creationInfo: '_:creationInfo',
    relationshipType,
    from: idOf(from),
    to: to.length > 0 ? [...new Set(to)].map(idOf) : ['NoAssertionElement'],
  }
}
