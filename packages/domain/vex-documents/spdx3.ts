// SPDX-License-Identifier: Apache-2.0
import { writeSpdx3, type Spdx3Object } from '@headwater/formats/spdx3'
import { OUTWARD, SPDX3_WORDS } from '../vex/index.ts'
import { actionFor } from './openvex.ts'
import { identityOf, reportId } from './product.ts'
import { compareText } from './text.ts'
import type { ToldComponent, ToldFinding, ToldVerdicts } from './told.ts'

/** SPDX 3.0.1, profiles Core, Software and Security: one VEX assessment relationship a finding. */
export function spdx3Text(report: ToldVerdicts, author: string): string {
  const base = `urn:headwater:vex:${reportId(report)}`
  const author3 = `${base}#author`
  const components = new Map<string, ToldComponent>()
  const vulnerabilities = new Map<string, ToldFinding['vulnerability']>()
  for (const { component, vulnerability } of report.findings) {
    components.set(identityOf(component), component)
    vulnerabilities.set(vulnerability.id, vulnerability)
  }
  const ids = numbered(components, `${base}#component-`)
  const names = numbered(vulnerabilities, `${base}#vulnerability-`)
  const elements: Spdx3Object[] = [
    { type: 'Agent', spdxId: author3, creationInfo: CREATION, name: author },
    {
      type: 'Tool',
      spdxId: `${base}#tool`,
      creationInfo: CREATION,
      name: `Headwater ${report.tool.version}`,
    },
    ...[...components].map(([key, component]) => packageOf(component, ids.get(key) ?? '')),
    ...[...vulnerabilities].map(([key, one]) => vulnerabilityOf(one, names.get(key) ?? '')),
    ...report.findings
      .map((finding) =>
        assessmentOf(finding, {
          vulnerability: names.get(finding.vulnerability.id) ?? '',
          component: ids.get(identityOf(finding.component)) ?? '',
          base,
        }),
      )
      .sort((a, b) => compareText(String(a['spdxId']), String(b['spdxId']))),
  ]
  const document: Spdx3Object = {
    type: 'SpdxDocument',
    spdxId: base,
    creationInfo: CREATION,
    name: `VEX of ${report.documents.map(({ title, name }) => title ?? name).join(', ')}`,
    profileConformance: ['core', 'software', 'security'],
    element: elements.map((element) => String(element['spdxId'])),
    rootElement: [...ids.values()],
  }
  const creation: Spdx3Object = {
    type: 'CreationInfo',
    '@id': CREATION,
    specVersion: '3.0.1',
    // SPDX 3.0.1 Core, DateTime: seconds, no fractions
    created: report.checkedAt.replace(/\.\d+Z$/, 'Z'),
    createdBy: [author3],
    createdUsing: [`${base}#tool`],
  }
  return writeSpdx3({ context: [], graph: [creation, ...elements, document] })
}

const CREATION = '_:creationInfo'

function numbered(keys: ReadonlyMap<string, unknown>, prefix: string): ReadonlyMap<string, string> {
  return new Map([...keys.keys()].sort(compareText).map((key, i) => [key, `${prefix}${i + 1}`]))
}

function packageOf({ name, version, purls, cpes }: ToldComponent, spdxId: string): Spdx3Object {
  const identifiers = [
    ...purls.map((identifier) => ({ externalIdentifierType: 'packageUrl', identifier })),
    ...cpes.map((identifier) => ({
      externalIdentifierType: identifier.startsWith('cpe:2.3:') ? 'cpe23' : 'cpe22',
      identifier,
    })),
  ].map((each) => ({ type: 'ExternalIdentifier', ...each }))
  return {
    type: 'software_Package',
    spdxId,
    creationInfo: CREATION,
    name,
    ...(version === undefined ? {} : { software_packageVersion: version }),
    ...(purls[0] === undefined ? {} : { software_packageUrl: purls[0] }),
    ...(identifiers.length === 0 ? {} : { externalIdentifier: identifiers }),
  }
}

function vulnerabilityOf(
  { id, aliases, title }: ToldFinding['vulnerability'],
  spdxId: string,
): Spdx3Object {
  return {
    type: 'security_Vulnerability',
    spdxId,
    creationInfo: CREATION,
    name: id,
    ...(title === undefined ? {} : { summary: title }),
    externalIdentifier: [id, ...aliases].map((identifier) => ({
      type: 'ExternalIdentifier',
      externalIdentifierType: identifier.startsWith('CVE-') ? 'cve' : 'securityOther',
      identifier,
    })),
  }
}

/** SPDX 3.0.1 Security, the four VEX relationships. */
const CLASSES = {
  affected: ['security_VexAffectedVulnAssessmentRelationship', 'affects'],
  not_affected: ['security_VexNotAffectedVulnAssessmentRelationship', 'doesNotAffect'],
  fixed: ['security_VexFixedVulnAssessmentRelationship', 'fixedIn'],
  unknown: ['security_VexUnderInvestigationVulnAssessmentRelationship', 'underInvestigationFor'],
} as const

function assessmentOf(
  finding: ToldFinding,
  of: { readonly vulnerability: string; readonly component: string; readonly base: string },
): Spdx3Object {
  const { verdict, justification, reason } = finding
  const [type, relationshipType] = CLASSES[verdict]
  const last = (id: string): string => id.slice(id.indexOf('#') + 1)
  return {
    type,
    spdxId: `${of.base}#${last(of.vulnerability)}-${last(of.component)}`,
    creationInfo: CREATION,
    relationshipType,
    from: of.vulnerability,
    to: [of.component],
    ...(verdict === 'not_affected'
      ? {
          ...(justification === undefined
            ? {}
            : { security_justificationType: SPDX3_WORDS[OUTWARD[justification]] }),
          security_impactStatement: reason,
        }
      : { security_statusNotes: reason }),
    ...(verdict === 'affected' ? { security_actionStatement: actionFor(finding) } : {}),
  }
}
