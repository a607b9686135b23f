// SPDX-License-Identifier: Apache-2.0
import { ids, text, type Spdx3Object } from '@headwater/formats/spdx3'
import type { Assessment, PivotRelationship } from '../pivot.ts'
import { itemsOf, membersOf, othersOf, type FactList } from '../reading.ts'
import type { Origin } from '../ledger.ts'
import type { Graph } from './graph.ts'

const STATUS: ReadonlyMap<string, Assessment['status']> = new Map([
  ['security_VexAffectedVulnAssessmentRelationship', 'affected'],
  ['security_VexFixedVulnAssessmentRelationship', 'fixed'],
  ['security_VexNotAffectedVulnAssessmentRelationship', 'not_affected'],
  ['security_VexUnderInvestigationVulnAssessmentRelationship', 'under_investigation'],
])

const METHODS: ReadonlyMap<string, string> = new Map([
  ['security_CvssV2VulnAssessmentRelationship', 'CVSSv2'],
  ['security_CvssV3VulnAssessmentRelationship', 'CVSSv3'],
  ['security_CvssV4VulnAssessmentRelationship', 'CVSSv4'],
])

/** A verdict or a score becomes a fact of the vulnerability. Answers the relationships that it implies. */
export function readAssessment(
  node: Spdx3Object,
  facts: FactList,
  graph: Graph,
): PivotRelationship[] {
  const type = text(node, 'type') ?? ''
  const of = ids(node, 'to').filter((id) => id !== 'NoAssertionElement' && id !== 'NoneElement')
  const own: Origin[] = [
    ...graph.identityOf(node),
    ...membersOf(node, 'from', 'relationshipType'),
    ...itemsOf(node['to']).map(([at]) => at),
  ]
  const status = STATUS.get(type)
  const method = METHODS.get(type)
  if (status !== undefined) readVex(node, status, of, own, facts)
  else if (method !== undefined) readScore(node, method, of, own, facts, graph)
  else {
    const value = { family: 'spdx-3', name: 'assessment', value: node } as const
    facts.add('member', value, ...own, ...othersOf(node, ...STRUCTURE))
    return []
  }
  if (status === undefined) return []
  const vulnerability = ids(node, 'from')[0] ?? ''
  return of.map((from) => ({
    type: 'hasAssociatedVulnerability',
    from,
    to: vulnerability,
    origins: [],
  }))
}

const STRUCTURE = ['type', 'spdxId', '@id', 'creationInfo', 'from', 'to', 'relationshipType']
const VEX = [
  'security_justificationType',
  'security_impactStatement',
  'security_statusNotes',
  'security_actionStatement',
]

function readVex(
  node: Spdx3Object,
  status: Assessment['status'],
  of: readonly string[],
  own: readonly Origin[],
  facts: FactList,
): void {
  const justification = text(node, 'security_justificationType')
  const statement = text(node, 'security_impactStatement') ?? text(node, 'security_statusNotes')
  const action = text(node, 'security_actionStatement')
  facts.add(
    'assessment',
    {
      status,
      of,
      ...(justification !== undefined && { justification }),
      ...(statement !== undefined && { statement }),
      ...(action !== undefined && { action }),
    },
    ...own,
    ...membersOf(node, ...VEX),
  )
  const rest = othersOf(node, ...STRUCTURE, ...VEX)
  if (rest.length > 0) {
    facts.add('member', { family: 'spdx-3', name: 'assessment', value: node }, ...rest)
  }
}

function readScore(
  node: Spdx3Object,
  method: string,
  of: readonly string[],
  own: readonly Origin[],
  facts: FactList,
  graph: Graph,
): void {
  const { security_score: score } = node
  const vector = text(node, 'security_vectorString')
  const severity = text(node, 'security_severity')
  const source = graph.agentOf(node['suppliedBy'])
  const is31 = vector?.startsWith('CVSS:3.1/') === true
  facts.add(
    'rating',
    {
      method: is31 ? 'CVSSv31' : method,
      ...(score !== undefined && { score: Number(score) }),
      ...(severity !== undefined && { severity }),
      ...(vector !== undefined && { vector }),
      ...(source && { source: source.agent.name }),
      of,
    },
    ...own,
    ...membersOf(
      node,
      'security_score',
      'security_vectorString',
      'security_severity',
      'suppliedBy',
    ),
    ...(source?.origins ?? []),
  )
  const known = ['security_score', 'security_vectorString', 'security_severity', 'suppliedBy']
  const rest = othersOf(node, ...STRUCTURE, ...known)
  if (rest.length > 0) {
    facts.add('member', { family: 'spdx-3', name: 'assessment', value: node }, ...rest)
  }
}
