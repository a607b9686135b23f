// SPDX-License-Identifier: Apache-2.0
import type { ToldVerdicts, ToldComponent, ToldFinding } from './told.ts'
import { compareText } from './text.ts'
import { actionFor } from './openvex.ts'
import { identityOf, reportId } from './product.ts'

/** A CycloneDX 1.6 VEX document: the components that findings speak of, and one vulnerability a finding. */
export function cycloneDxText(report: ToldVerdicts): string {
  const components = new Map<string, ToldComponent>()
  for (const { component } of report.findings) components.set(identityOf(component), component)
  const id = reportId(report)
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    // a name-based UUID (RFC 9562, version 8) over what is said
    serialNumber: `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-8${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`,
    version: 1,
    metadata: {
      timestamp: report.checkedAt,
      tools: {
        components: [{ type: 'application', name: 'headwater', version: report.tool.version }],
      },
    },
    components: [...components.values()]
      .map(componentOf)
      .sort((a, b) => compareText(a['bom-ref'], b['bom-ref'])),
    vulnerabilities: report.findings
      .map(vulnerabilityOf)
      .sort((a, b) => compareText(a.id, b.id) || compareText(a['bom-ref'], b['bom-ref'])),
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

function componentOf(component: ToldComponent) {
  const { name, version, purls, cpes } = component
  return {
    'bom-ref': identityOf(component),
    type: 'library',
    name,
    ...(version === undefined ? {} : { version }),
    ...(purls[0] === undefined ? {} : { purl: purls[0] }),
    ...(cpes[0] === undefined ? {} : { cpe: cpes[0] }),
  }
}

/** CycloneDX 1.6, vulnerability analysis: impactAnalysisState. */
const STATES = {
  affected: 'exploitable',
  not_affected: 'not_affected',
  fixed: 'resolved',
  unknown: 'in_triage',
} as const

const METHODS: Readonly<Record<string, string>> = {
  'CVSS:3.0': 'CVSSv3',
  'CVSS:3.1': 'CVSSv31',
  'CVSS:4.0': 'CVSSv4',
}

function vulnerabilityOf(finding: ToldFinding) {
  const { vulnerability, severity, component, verdict, justification, reason } = finding
  const ref = identityOf(component)
  const method =
    severity === undefined ? undefined : (METHODS[severity.vector.slice(0, 8)] ?? 'CVSSv2')
  return {
    'bom-ref': `${vulnerability.id}/${ref}`,
    id: vulnerability.id,
    ...(vulnerability.aliases.length > 0
      ? { references: vulnerability.aliases.map((id) => ({ id, source: { name: sourceOf(id) } })) }
      : {}),
    ...(severity === undefined
      ? {}
      : {
          ratings: [
            { score: severity.score, severity: severity.rating, method, vector: severity.vector },
          ],
        }),
    ...(vulnerability.title === undefined ? {} : { description: vulnerability.title }),
    ...(verdict === 'affected' ? { recommendation: actionFor(finding) } : {}),
    analysis: {
      state: STATES[verdict],
      ...(justification === undefined ? {} : { justification }),
      detail: reason,
    },
    affects: [{ ref }],
    properties: [{ name: 'headwater:rule', value: finding.rule }],
  }
}

function sourceOf(id: string): string {
  return id.startsWith('CVE-') ? 'NVD' : id.startsWith('GHSA-') ? 'GitHub' : 'OSV'
}
