// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportFinding, ReportLocation } from '@headwater/domain/report'
import { functionWords } from './function-words.ts'
import { componentOf } from './table.ts'
import { paint, safe, type Paint } from './text.ts'

/** The whole chain for one vulnerability: advisory, vulnerable place, file, object, image, or where the chain ends. */
export function printExplanation(report: Report, id: string, coloured: boolean): string {
  const p = paint(coloured)
  const wanted = id.toUpperCase()
  const findings = report.findings.filter(({ vulnerability }) =>
    [vulnerability.id, ...vulnerability.aliases].some((each) => each.toUpperCase() === wanted),
  )
  if (findings.length === 0) {
    const nobody = report.components.unidentified.length
    const but =
      nobody === 0
        ? ''
        : ` ${nobody} of ${report.components.total} components could not be matched on anything, so that it may concern them.`
    return `${safe(id)}: by the advisories that were given, no component that can be matched is in its range; whether they know it is not said.${but}\n`
  }
  return `${findings.map((finding) => explain(report, finding, p)).join('\n\n')}\n`
}

function explain(report: Report, finding: ReportFinding, p: Paint): string {
  const { vulnerability, severity } = finding
  const lines = [
    p.bold(
      `${safe(vulnerability.id)} in ${safe(componentOf(finding))}: ${finding.verdict.replace('_', ' ')}`,
    ),
    `  ${safe(finding.reason, 1000)}`,
  ]
  if (vulnerability.title) lines.push(`  ${safe(vulnerability.title)}`)
  if (vulnerability.aliases.length > 0)
    lines.push(`  also known as ${safe(vulnerability.aliases.join(', '))}`)
  if (severity)
    lines.push(
      `  ${severity.rating} ${severity.score.toFixed(1)} ${safe(severity.vector)} (${safe(severity.source)})`,
    )
  for (const entry of finding.exploited) {
    lines.push(
      `  known to be exploited: ${entry.catalogue}${entry.since ? ` since ${safe(entry.since)}` : ''}`,
    )
  }
  lines.push(
    `  rule: ${finding.rule}${finding.justification ? `, justification: ${finding.justification}` : ''}`,
  )
  lines.push('', '  Evidence')
  for (const evidence of finding.evidence) {
    lines.push(`    ${safe(evidence.statement, 1000)} ${p.dim(`[${safe(evidence.author)}]`)}`)
  }
  if (finding.fixedIn.length > 0) lines.push(`    fixed in ${safe(finding.fixedIn.join(', '))}`)
  if (finding.locations.length > 0) lines.push('', '  Where the vulnerable code is')
  for (const location of finding.locations) lines.push(...placeLines(report, location, p))
  return lines.join('\n')
}

function placeLines(report: Report, location: ReportLocation, p: Paint): string[] {
  const functions = location.functions.length > 0 ? ` ${location.functions.join(', ')}` : ''
  const lines = [
    `    ${safe(location.path)}${safe(functions)} ${p.dim(`[${safe(location.basis)}]`)}`,
    `      ${location.state}: ${safe(location.reason, 500)} (rule ${location.rule})`,
  ]
  for (const each of (location.code ?? []).slice(0, FUNCTIONS_SHOWN)) {
    lines.push(`        ${safe(each.name)}: ${safe(functionWords(each), 500)}`)
  }
  const more = (location.code?.length ?? 0) - FUNCTIONS_SHOWN
  if (more > 0) lines.push(`        and ${more} more`)
  for (const file of location.files) {
    const document = safe(report.documents[file.document]?.name ?? '')
    if (file.chain.length === 0) {
      lines.push(
        `      ${safe(file.path)} (${document}): the chain ends here, no image was made from it`,
      )
      continue
    }
    for (const [depth, step] of file.chain.entries()) {
      const how = depth === 0 ? '' : `${ENTERS[file.chain[depth - 1]?.enters ?? ''] ?? '→'} `
      const where = safe(report.documents[step.document]?.name ?? '')
      lines.push(
        `      ${'  '.repeat(depth)}${how}${safe(step.name)} ${p.dim(`${step.role}, ${where}`)}`,
      )
    }
  }
  return lines
}

const FUNCTIONS_SHOWN = 40

const ENTERS: Readonly<Record<string, string>> = {
  generatedFrom: '→ made into',
  linksStatically: '→ linked into',
  linksDynamically: '→ loaded by',
  includes: '→ included by',
  hasInput: '→ input of',
  sameContent: '= same content as',
  contains: '→ packed into',
  copyOf: '→ copied to',
}
