// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportFinding } from '@headwater/domain/report'
import { byUrgency, compareText } from './order.ts'

/**
 * SARIF 2.1.0. One rule a vulnerability, one result a finding. Dropped findings are results with a suppression that
 * carries the evidence (section 3.27.23), so that a viewer hides and does not lose them.
 */
export function printSarif(report: Report): string {
  const ids = [...new Set(report.findings.map((finding) => finding.vulnerability.id))].sort(
    compareText,
  )
  const index = new Map(ids.map((id, i) => [id, i] as const))
  const first = new Map(
    report.findings.map((finding) => [finding.vulnerability.id, finding] as const),
  )
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Headwater',
            semanticVersion: report.tool.version,
            rules: ids.map((id) => ruleOf(id, first.get(id))),
          },
        },
        artifacts: report.documents.map((document) => ({
          location: { uri: encodeURI(document.name) },
          hashes: { 'sha-256': document.sha256 },
        })),
        results: report.findings
          .toSorted(byUrgency)
          .map((finding) => resultOf(report, finding, index.get(finding.vulnerability.id) ?? 0)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function ruleOf(id: string, finding: ReportFinding | undefined): object {
  const title = finding?.vulnerability.title ?? id
  const help = finding?.references[0]
  return {
    id,
    shortDescription: { text: title },
    ...(help === undefined ? {} : { helpUri: help }),
    properties: {
      tags: ['security', 'vulnerability'],
      // what GitHub code scanning sorts by
      ...(finding?.severity ? { 'security-severity': finding.severity.score.toFixed(1) } : {}),
    },
  }
}

const LEVELS = {
  affected: 'error',
  unknown: 'warning',
  not_affected: 'note',
  fixed: 'note',
} as const

function resultOf(report: Report, finding: ReportFinding, ruleIndex: number): object {
  const { component, verdict } = finding
  const name = component.version ? `${component.name} ${component.version}` : component.name
  const dropped = verdict === 'not_affected' || verdict === 'fixed'
  return {
    ruleId: finding.vulnerability.id,
    ruleIndex,
    level: LEVELS[verdict],
    kind: verdict === 'affected' ? 'fail' : verdict === 'unknown' ? 'open' : 'notApplicable',
    message: { text: `${finding.vulnerability.id} in ${name}: ${verdict}. ${finding.reason}` },
    locations: locationsOf(report, finding),
    partialFingerprints: {
      'headwater/v1': `${finding.vulnerability.id}|${component.purls[0] ?? component.cpes[0] ?? name}`,
    },
    ...(dropped
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: finding.reason }] }
      : {}),
    properties: { verdict, rule: finding.rule, justification: finding.justification },
  }
}

function locationsOf(report: Report, finding: ReportFinding): object[] {
  const files = finding.locations.flatMap((location) =>
    location.state === 'present' ? location.files.map((file) => file.path) : [],
  )
  const places =
    files.length > 0
      ? files
      : finding.component.documents.map((i) => report.documents[i]?.name ?? '')
  return [...new Set(places)].slice(0, 20).map((path) => ({
    physicalLocation: { artifactLocation: { uri: encodeURI(path) } },
  }))
}
