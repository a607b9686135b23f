// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportFinding } from '@headwater/domain/report'
import { byUrgency } from './order.ts'
import { componentOf } from './table.ts'
import { count, safe } from './text.ts'

/** GitHub-flavoured Markdown, for a merge request or an issue. Text of documents cannot become markup. */
export function printMarkdown(report: Report, showDropped: boolean): string {
  const { summary } = report
  const lines = [
    '# Headwater check',
    '',
    `**${count(summary.inRange, 'vulnerability', 'vulnerabilities')} in range:** ${summary.affected} affected, ${summary.unknown} unknown, ${summary.not_affected} not affected, ${summary.fixed} fixed.`,
    '',
    ...table(report, 'Affected', ['affected']),
    ...table(report, 'Unknown', ['unknown']),
    ...(showDropped ? table(report, 'Dropped with evidence', ['not_affected', 'fixed']) : []),
  ]
  const nobody = report.components.unidentified
  if (nobody.length > 0) {
    lines.push(
      '## Not identified',
      '',
      `${count(nobody.length, 'component')} of ${report.components.total}: nothing can be matched on them, which does not mean safe.`,
      '',
      ...nobody.map(({ name, version }) => `- ${cell(version ? `${name} ${version}` : name)}`),
      '',
    )
  }
  lines.push('## Documents', '', '| document | format | SHA-256 |', '| --- | --- | --- |')
  for (const document of report.documents) {
    lines.push(
      `| ${cell(document.name)} | ${cell(`${document.format} ${document.specVersion}`)} | \`${document.sha256}\` |`,
    )
  }
  return `${lines.join('\n')}\n`
}

function table(report: Report, title: string, verdicts: readonly string[]): string[] {
  const findings = report.findings
    .filter(({ verdict }) => verdicts.includes(verdict))
    .sort(byUrgency)
  if (findings.length === 0) return []
  return [
    `## ${title}`,
    '',
    '| vulnerability | severity | component | why |',
    '| --- | --- | --- | --- |',
    ...findings.map(
      (finding) =>
        `| ${cell(finding.vulnerability.id)} | ${severity(finding)} | ${cell(componentOf(finding))} | ${cell(finding.reason)} |`,
    ),
    '',
  ]
}

function severity({ severity: s, exploited }: ReportFinding): string {
  return `${s ? `${s.rating} ${s.score.toFixed(1)}` : '-'}${exploited.length > 0 ? ' **exploited**' : ''}`
}

function cell(text: string): string {
  return safe(text, 500).replaceAll(/[\\`*_{}[\]<>()#+!|~&]/g, (c) => `\\${c}`)
}
