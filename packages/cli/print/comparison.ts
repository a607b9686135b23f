// SPDX-License-Identifier: Apache-2.0
import type {
  ComparedFile,
  ComparedFinding,
  Comparison,
  FileChanges,
  ImageChange,
  PackageChanges,
  VerdictChanges,
} from '@headwater/domain/comparison'
import { columns, count, grouped, paint, safe, type Paint } from './text.ts'

/** How many of each list are printed before "and N more"; `--all` prints them all. */
const SHOWN = 20

export function printComparison(
  comparison: Comparison,
  options: { readonly coloured: boolean; readonly all: boolean },
): string {
  const p = paint(options.coloured)
  const limit = options.all ? Infinity : SHOWN
  const sections = [
    ...(comparison.verdicts === undefined ? [] : [verdicts(comparison.verdicts, p, limit)]),
    packages(comparison.packages, p, limit),
    ...comparison.images.map((image) => imageLines(image, p, limit)),
    files(comparison.files, p, limit),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function verdicts(changes: VerdictChanges, p: Paint, limit: number): string[] {
  const { appeared, disappeared, changed, unchanged } = changes
  const row = (mark: string, finding: ComparedFinding, before: string): string[] => [
    mark,
    safe(finding.vulnerability),
    safe(finding.component, 40),
    before,
    words(finding.verdict),
    safe(finding.reason, 120),
  ]
  const rows = [
    ...changed.map((each) => row('~', each, words(each.before.verdict))),
    ...appeared.map((each) => row('+', each, '-')),
    ...disappeared.map((each) => [...row('-', each, words(each.verdict)).slice(0, 4), '-', '']),
  ]
  return [
    p.bold(
      `VERDICTS  ${changed.length} changed, ${appeared.length} appeared, ${disappeared.length} disappeared, ${grouped(unchanged)} as before`,
    ),
    ...table(['', 'VULNERABILITY', 'COMPONENT', 'BEFORE', 'NOW', 'WHY'], rows, limit),
  ]
}

function packages(
  { added, removed, changed, unchanged }: PackageChanges,
  p: Paint,
  limit: number,
): string[] {
  const versions = (list: readonly string[]): string => safe(list.join(', ') || '-', 80)
  const rows = [
    ...changed.map((each) => ['~', safe(each.name), versions(each.from), versions(each.to)]),
    ...added.map((each) => ['+', safe(each.name), '-', versions(each.versions)]),
    ...removed.map((each) => ['-', safe(each.name), versions(each.versions), '-']),
  ]
  return [
    p.bold(
      `PACKAGES  ${changed.length} changed, ${added.length} added, ${removed.length} removed, ${grouped(unchanged)} as before`,
    ),
    ...table(['', 'PACKAGE', 'BEFORE', 'NOW'], rows, limit),
  ]
}

function imageLines(
  { name, state, files: sources, functions }: ImageChange,
  p: Paint,
  limit: number,
): string[] {
  const lines = [p.bold(`IMAGE  ${safe(name)}: ${STATES[state]}`)]
  const { appeared, disappeared } = sources
  if (appeared.length + disappeared.length > 0) {
    lines.push(`  sources: ${appeared.length} appeared, ${disappeared.length} disappeared`)
    lines.push(...marked([...appeared.map(plus), ...disappeared.map(minus)], limit))
  }
  if (functions === undefined) {
    lines.push('  which functions are in it, the documents of one side do not say')
    return lines
  }
  const { appeared: came, disappeared: went, kept } = functions
  lines.push(
    `  functions: ${came.length} appeared, ${went.length} disappeared, ${grouped(kept)} as before`,
  )
  const text = (each: (typeof came)[number]): string =>
    `${each.file} ${each.name}${each.state === 'inlined' ? ' (inlined)' : ''}`
  lines.push(
    ...marked(
      [...came.map((each) => plus(text(each))), ...went.map((each) => minus(text(each)))],
      limit,
    ),
  )
  return lines
}

const STATES: Readonly<Record<ImageChange['state'], string>> = {
  added: 'new',
  removed: 'gone',
  changed: 'changed',
  unchanged: 'the same, byte for byte',
  unknown: 'without a digest on one side',
}

function files(changes: FileChanges, p: Paint, limit: number): string[] {
  const { added, removed, changed, moved, unchanged, unknown } = changes
  const text = ({ path, role }: ComparedFile): string => `${path} (${role})`
  return [
    p.bold(
      `FILES  ${changed.length} changed, ${added.length} added, ${removed.length} removed, ${moved.length} moved, ${grouped(unchanged)} as before${unknown === 0 ? '' : `, ${count(unknown, 'file')} without a digest on one side`}`,
    ),
    ...marked(
      [
        ...changed.map((each) => `~ ${text(each)}`),
        ...added.map((each) => plus(text(each))),
        ...removed.map((each) => minus(text(each))),
        ...moved.map((each) => `> ${each.from} is now ${each.to}`),
      ],
      limit,
    ),
  ]
}

function plus(text: string): string {
  return `+ ${text}`
}

function minus(text: string): string {
  return `- ${text}`
}

function marked(lines: readonly string[], limit: number): string[] {
  const shown = lines.slice(0, limit).map((line) => `    ${safe(line)}`)
  return lines.length > limit ? [...shown, more(lines.length - limit, '    ')] : shown
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  limit: number,
): string[] {
  if (rows.length === 0) return []
  const lines = columns([head, ...rows.slice(0, limit)])
  return rows.length > limit ? [...lines, more(rows.length - limit, '  ')] : lines
}

function more(number: number, indent: string): string {
  return `${indent}and ${grouped(number)} more (--all prints them)`
}

function words(verdict: string): string {
  return verdict.replace('_', ' ')
}
