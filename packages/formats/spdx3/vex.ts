// SPDX-License-Identifier: Apache-2.0
import { ids, isObject, objects, text, texts, type Spdx3Object } from './document.ts'

export type Spdx3VexStatus = 'affected' | 'not_affected' | 'fixed' | 'under_investigation'

/** SPDX 3.0.1 Security, the four classes below VexVulnAssessmentRelationship. Times are ISO 8601 in UTC. */
export interface Spdx3VexStatement {
  readonly id: string
  readonly status: Spdx3VexStatus
  /** Ids of the Vulnerability (`from`) and of what it is about (`to`). */
  readonly vulnerability: string
  readonly products: readonly string[]
  /** The artifact inside the product, where the statement is about a part of it. */
  readonly assessedElement?: string
  readonly vexVersion?: string
  readonly statusNotes?: string
  readonly actionStatement?: string
  readonly actionStatementTime?: string
  readonly impactStatement?: string
  readonly impactStatementTime?: string
  /** `componentNotPresent`, `vulnerableCodeNotPresent`, ... */
  readonly justification?: string
  readonly suppliedBy?: string
  readonly publishedTime?: string
  readonly modifiedTime?: string
  readonly withdrawnTime?: string
}

export interface Spdx3Vulnerability {
  readonly id: string
  /** CVE and other ids: identifiers of type `cve` and `securityOther`, and the name where it is one. */
  readonly names: readonly string[]
  readonly description?: string
  readonly references: readonly string[]
  readonly publishedTime?: string
  readonly modifiedTime?: string
  readonly withdrawnTime?: string
}

/** What somebody scored or listed a vulnerability as; the numbers are as written. */
export interface Spdx3Assessment {
  readonly id: string
  readonly kind: 'cvss2' | 'cvss3' | 'cvss4' | 'epss' | 'exploit-catalog' | 'ssvc'
  readonly vulnerability: string
  readonly products: readonly string[]
  readonly score?: number
  readonly severity?: string
  readonly vector?: string
  readonly percentile?: number
  readonly probability?: number
  readonly catalog?: string
  readonly exploited?: boolean
  readonly locator?: string
  readonly decision?: string
}

/** The VEX statements of a document. Works on a whole graph and on a stream of nodes alike. */
export function* vexRelationships(document: {
  readonly graph: Iterable<Spdx3Object>
}): Generator<Spdx3VexStatement> {
  for (const node of everyNode(document.graph)) {
    const statement = vexStatement(node)
    if (statement) yield statement
  }
}

export function* vulnerabilities(document: {
  readonly graph: Iterable<Spdx3Object>
}): Generator<Spdx3Vulnerability> {
  for (const node of everyNode(document.graph)) {
    const vulnerability = vulnerabilityOf(node)
    if (vulnerability) yield vulnerability
  }
}

export function* assessments(document: {
  readonly graph: Iterable<Spdx3Object>
}): Generator<Spdx3Assessment> {
  for (const node of everyNode(document.graph)) {
    const assessment = assessmentOf(node)
    if (assessment) yield assessment
  }
}

/** Nodes of the graph and those that stand inline in them, inner ones first. */
export function* everyNode(graph: Iterable<Spdx3Object>): Generator<Spdx3Object> {
  for (const node of graph) {
    for (const name in node) {
      const value = node[name]
      if (typeof value !== 'object') continue
      const values: readonly unknown[] = Array.isArray(value) ? value : [value]
      if (values.some(isObject)) yield* everyNode(values.filter(isObject))
    }
    yield node
  }
}

const STATUS: ReadonlyMap<string, Spdx3VexStatus> = new Map([
  ['security_VexAffectedVulnAssessmentRelationship', 'affected'],
  ['security_VexNotAffectedVulnAssessmentRelationship', 'not_affected'],
  ['security_VexFixedVulnAssessmentRelationship', 'fixed'],
  ['security_VexUnderInvestigationVulnAssessmentRelationship', 'under_investigation'],
])

export function vexStatement(node: Spdx3Object): Spdx3VexStatement | undefined {
  const status = STATUS.get(text(node, 'type') ?? '')
  if (status === undefined) return undefined
  return {
    id: text(node, 'spdxId') ?? '',
    status,
    vulnerability: ids(node, 'from')[0] ?? '',
    products: ids(node, 'to'),
    ...said(node, {
      vexVersion: 'security_vexVersion',
      statusNotes: 'security_statusNotes',
      actionStatement: 'security_actionStatement',
      actionStatementTime: 'security_actionStatementTime',
      impactStatement: 'security_impactStatement',
      impactStatementTime: 'security_impactStatementTime',
      justification: 'security_justificationType',
      publishedTime: 'security_publishedTime',
      modifiedTime: 'security_modifiedTime',
      withdrawnTime: 'security_withdrawnTime',
    }),
    ...one('assessedElement', ids(node, 'security_assessedElement')[0]),
    ...one('suppliedBy', ids(node, 'suppliedBy')[0]),
  }
}

const VULNERABILITY_NAMES = new Set(['cve', 'securityOther'])

export function vulnerabilityOf(node: Spdx3Object): Spdx3Vulnerability | undefined {
  if (text(node, 'type') !== 'security_Vulnerability') return undefined
  const names = new Set<string>()
  const references = new Set<string>()
  for (const identifier of objects(node, 'externalIdentifier')) {
    const value = text(identifier, 'identifier')
    if (
      value !== undefined &&
      VULNERABILITY_NAMES.has(text(identifier, 'externalIdentifierType') ?? '')
    ) {
      names.add(value)
    }
    for (const locator of texts(identifier, 'identifierLocator')) references.add(locator)
  }
  for (const reference of objects(node, 'externalRef')) {
    for (const locator of texts(reference, 'locator')) references.add(locator)
  }
  const name = text(node, 'name')
  if (name !== undefined && (names.size === 0 || IS_NAME.test(name))) names.add(name)
  return {
    id: text(node, 'spdxId') ?? '',
    names: [...names],
    references: [...references],
    ...said(node, {
      description: 'description',
      publishedTime: 'security_publishedTime',
      modifiedTime: 'security_modifiedTime',
      withdrawnTime: 'security_withdrawnTime',
    }),
  }
}

const IS_NAME = /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-\w{4}){3})$/i

const KINDS: ReadonlyMap<string, Spdx3Assessment['kind']> = new Map([
  ['security_CvssV2VulnAssessmentRelationship', 'cvss2'],
  ['security_CvssV3VulnAssessmentRelationship', 'cvss3'],
  ['security_CvssV4VulnAssessmentRelationship', 'cvss4'],
  ['security_EpssVulnAssessmentRelationship', 'epss'],
  ['security_ExploitCatalogVulnAssessmentRelationship', 'exploit-catalog'],
  ['security_SsvcVulnAssessmentRelationship', 'ssvc'],
])

export function assessmentOf(node: Spdx3Object): Spdx3Assessment | undefined {
  const kind = KINDS.get(text(node, 'type') ?? '')
  if (kind === undefined) return undefined
  const exploited = node['security_exploited']
  return {
    id: text(node, 'spdxId') ?? '',
    kind,
    vulnerability: ids(node, 'from')[0] ?? '',
    products: ids(node, 'to'),
    ...said(node, {
      severity: 'security_severity',
      vector: 'security_vectorString',
      catalog: 'security_catalogType',
      locator: 'security_locator',
      decision: 'security_decisionType',
    }),
    ...one('score', number(node, 'security_score')),
    ...one('percentile', number(node, 'security_percentile')),
    ...one('probability', number(node, 'security_probability')),
    ...(typeof exploited === 'boolean' ? { exploited } : {}),
  }
}

/** Those of the named texts that the node has. */
function said<K extends string>(
  node: Spdx3Object,
  names: Readonly<Record<K, string>>,
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  for (const key in names) {
    const value = text(node, names[key])
    if (value !== undefined) found[key] = value
  }
  return found
}

function one<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  // an object literal with a computed key is a Record<string, V> to the compiler
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>)
}

function number(node: Spdx3Object, name: string): number | undefined {
  const value = node[name]
  const parsed = typeof value === 'string' ? Number(value) : value
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined
}
