// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportFinding } from '@headwater/domain/report'
import { functionsShown } from './function-words.ts'
import { byUrgency } from './order.ts'
import { columns, count, grouped, paint, safe, type Paint } from './text.ts'

export interface TableOptions {
  readonly coloured: boolean
  /** Also list what was dropped. */
  readonly showDropped: boolean
}

/** What a person reads first: affected, then unknown and why, then one line on what was dropped and on what evidence. */
export function printTable(report: Report, options: TableOptions): string {
  const p = paint(options.coloured)
  const lines: string[] = []
  const of = (verdict: string) =>
    report.findings.filter((finding) => finding.verdict === verdict).sort(byUrgency)
  const affected = of('affected')
  const unknown = of('unknown')

  lines.push(...heading(report, p), '')
  lines.push(...section(p.bold(p.red(`AFFECTED  ${affected.length}`)), affected, 'WHERE', whereOf))
  lines.push(...section(p.bold(p.yellow(`UNKNOWN  ${unknown.length}`)), unknown, 'WHY', whyOf))
  if (options.showDropped) {
    const dropped = [...of('not_affected'), ...of('fixed')]
    lines.push(
      ...section(p.bold(p.green(`DROPPED  ${dropped.length}`)), dropped, 'EVIDENCE', whyOf),
    )
  }
  lines.push(...droppedLine(report, options, p), '')
  lines.push(...unidentified(report, p), ...warnings(report, p))
  return `${lines.join('\n').trimEnd()}\n`
}

function heading(report: Report, p: Paint): string[] {
  const { summary, documents, links, advisories } = report
  // catalogues of exploited vulnerabilities and scores say something about advisories, and are none
  const records = advisories
    .filter(({ kind }) => /^(?:osv|cve)/.test(kind))
    .reduce((sum, feed) => sum + feed.records, 0)
  const packages = documents.reduce((sum, document) => sum + document.packages, 0)
  const files = documents.reduce((sum, document) => sum + document.files, 0)
  return [
    `${count(documents.length, 'document')} (${count(packages, 'package')}, ${count(files, 'file')}), ${count(links.length, 'link')} between them, against ${count(records, 'advisory', 'advisories')}`,
    p.bold(
      `${count(summary.inRange, 'vulnerability', 'vulnerabilities')} in range: ${summary.affected} affected, ${summary.unknown} unknown, ${summary.not_affected} not affected, ${summary.fixed} fixed`,
    ),
  ]
}

function section(
  title: string,
  findings: readonly ReportFinding[],
  lastColumn: string,
  last: (finding: ReportFinding) => string,
): string[] {
  if (findings.length === 0) return []
  const hasEpss = findings.some((finding) => finding.epss !== undefined)
  const head = ['VULNERABILITY', 'SEVERITY', ...(hasEpss ? ['EPSS'] : []), 'COMPONENT', lastColumn]
  const rows = findings.map((finding) => [
    safe(finding.vulnerability.id),
    severityOf(finding),
    ...(hasEpss ? [epssOf(finding)] : []),
    safe(componentOf(finding), 40),
    safe(last(finding), 160),
  ])
  return [title, ...columns([head, ...rows]), '']
}

function severityOf({ severity, exploited }: ReportFinding): string {
  const level = severity ? `${severity.rating} ${severity.score.toFixed(1)}` : '-'
  return exploited.length > 0 ? `${level} EXPLOITED` : level
}

function epssOf({ epss }: ReportFinding): string {
  return epss ? `${(epss.probability * 100).toFixed(1)} %` : '-'
}

export function componentOf({ component }: ReportFinding): string {
  return component.version ? `${component.name} ${component.version}` : component.name
}

function whereOf(finding: ReportFinding): string {
  const present = finding.locations.find((location) => location.state === 'present')
  const file = present?.files[0]
  const shown = present === undefined ? [] : functionsShown(present)
  const image =
    file?.chain.at(-1)?.name ?? present?.code?.find(({ state }) => state === 'own')?.images[0]
  if (present === undefined || (file === undefined && image === undefined)) {
    // without a place the version is all there is to see
    return finding.evidence.find(({ kind }) => kind === 'range')?.statement ?? finding.reason
  }
  const more = finding.locations.filter((location) => location.state === 'present').length - 1
  const unnamed = shown.length > MOST_SHOWN ? ` and ${shown.length - MOST_SHOWN} more` : ''
  const functions = shown.length > 0 ? ` (${shown.slice(0, MOST_SHOWN).join(', ')}${unnamed})` : ''
  return `${present.path}${functions}${image === undefined ? '' : ` → ${image}`}${more > 0 ? ` and ${more} more` : ''}`
}

const MOST_SHOWN = 5

function whyOf(finding: ReportFinding): string {
  return finding.reason
}

function droppedLine(report: Report, options: TableOptions, p: Paint): string[] {
  const dropped = report.findings.filter(
    ({ verdict }) => verdict === 'not_affected' || verdict === 'fixed',
  )
  if (dropped.length === 0) return []
  const byEvidence = new Map<string, number>()
  for (const finding of dropped) {
    const what = EVIDENCE_WORDS[finding.rule] ?? finding.rule
    byEvidence.set(what, (byEvidence.get(what) ?? 0) + 1)
  }
  const words = [...byEvidence].map(([what, n]) => `${grouped(n)} ${what}`)
  const hint = options.showDropped ? '' : ' (--show dropped lists them, --explain ID says why)'
  return [p.dim(`Dropped with evidence: ${words.join(', ')}${hint}`)]
}

const EVIDENCE_WORDS: Readonly<Record<string, string>> = {
  'all-absent': 'because none of their files went into an image',
  'function-absent': 'because none of their functions is in an image',
  'compiled-empty': 'because their files were compiled to no code',
  'package-not-in-bundle': 'because no module of their package is in a bundle',
  pedigree: 'because their documents say that the copy carries the fix',
  'vex-statement': 'by a VEX statement of somebody else',
}

/** How many names are printed before "and N more". */
const NAMES_SHOWN = 12

function unidentified(report: Report, p: Paint): string[] {
  const { unidentified: nobody, total } = report.components
  if (total === 0 && report.documents.every(({ format }) => format === 'elf')) {
    return [
      p.yellow(
        'An image alone does not name the components that it was made of: nothing can be matched, which does not mean safe. Give the SBOM of its build (headwater capture writes it), or one that names its components.',
      ),
      '',
    ]
  }
  if (total === 0) {
    return [
      p.yellow(
        'The documents name no component: nothing can be matched, which does not mean safe.',
      ),
      '',
    ]
  }
  if (nobody.length === 0) return []
  const lines = [
    p.yellow(
      `${count(nobody.length, 'component')} of ${total} ${nobody.length === 1 ? 'says' : 'say'} neither purl nor CPE nor repository: nothing can be matched on ${nobody.length === 1 ? 'it' : 'them'}, which does not mean safe.`,
    ),
  ]
  // those that something can be proposed for come first: they are the ones to do something about
  const ordered = nobody.toSorted(
    (a, b) => Math.min(1, b.proposals.length) - Math.min(1, a.proposals.length),
  )
  for (const { name, version, proposals } of ordered.slice(0, NAMES_SHOWN)) {
    const proposal = proposals[0]
    const label = safe(version ? `${name} ${version}` : name, 60)
    lines.push(
      proposal
        ? `  ${label}: perhaps --identify '${safe(name)}=${safe(proposal.identity)}' (${safe(proposal.because, 120)})`
        : `  ${label}`,
    )
  }
  if (nobody.length > NAMES_SHOWN)
    lines.push(`  and ${nobody.length - NAMES_SHOWN} more (--format json names all)`)
  return [...lines, '']
}

function warnings(report: Report, p: Paint): string[] {
  const lines: string[] = []
  for (const filter of report.filters) {
    if (filter.state === 'stopped') {
      lines.push(
        p.yellow(
          `The filter was stopped for ${safe(filter.component.name)}: ${filter.reason ?? ''}; nothing was dropped.`,
        ),
      )
    }
  }
  for (const link of report.links) {
    if (link.verified === 'mismatch') {
      lines.push(
        `${safe(report.documents[link.from]?.name ?? '')} refers to ${safe(report.documents[link.to]?.name ?? '')} with another hash: ${link.note ?? ''}`,
      )
    }
  }
  for (const document of report.documents) {
    if (document.format === 'elf') {
      lines.push(
        ...document.remarks.map((remark) => `${safe(document.name)}: ${safe(remark, 500)}`),
      )
    }
    for (const missing of document.missingDocuments) {
      lines.push(`${safe(document.name)} refers to a document that was not given: ${safe(missing)}`)
    }
  }
  for (const statement of report.vex.unbound.slice(0, NAMES_SHOWN)) {
    lines.push(
      `VEX not bound: ${safe(statement.vulnerability)} ${statement.status} for ${safe(statement.product, 100)} in ${safe(statement.source)}: ${safe(statement.reason)}`,
    )
  }
  if (report.vex.unbound.length > NAMES_SHOWN) {
    lines.push(
      `and ${report.vex.unbound.length - NAMES_SHOWN} more VEX statements that bind to nothing`,
    )
  }
  for (const feed of report.advisories) {
    const [first] = feed.skipped
    if (first) {
      lines.push(
        p.yellow(
          `${count(feed.skipped.length, 'record')} of ${safe(feed.source)} could not be read: ${safe(first.record)}: ${safe(first.reason)}`,
        ),
      )
    }
  }
  return lines
}
