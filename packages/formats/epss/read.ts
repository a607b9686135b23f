// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../fault/index.ts'
import type { RejectedRecord } from '../record/index.ts'

export interface EpssScores {
  /** `v2025.03.14`. Files before the second model do not say it. */
  readonly modelVersion?: string
  /** As the file writes it: `2025-08-25T00:00:00+0000`. */
  readonly scoredAt?: string
  /** By CVE id. */
  readonly scores: ReadonlyMap<string, EpssScore>
  readonly rejected: readonly RejectedRecord[]
}

export interface EpssScore {
  /** Probability of exploitation in the next 30 days, 0 to 1. */
  readonly probability: number
  /** Share of all scored vulnerabilities with the same or a lower probability, 0 to 1. Absent in the oldest files. */
  readonly percentile?: number
}

/**
 * FIRST's daily scores: one comment line, one header line, one line a CVE (https://www.first.org/epss/data_stats). The file
 * has no quoting. A line that is no score is listed under `rejected` with its number.
 * @throws FormatError where there is no header with `cve` and `epss`.
 */
export function readEpss(name: string, text: string): EpssScores {
  const scores = new Map<string, EpssScore>()
  const rejected: RejectedRecord[] = []
  let comment: string | undefined
  let columns: Columns | undefined
  let line = 0
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length;) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    const row = text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
    start = end + 1
    line++
    if (row === '') continue
    if (row.startsWith('#')) comment ??= row
    else if (columns === undefined) columns = readHeader(name, row, line)
    else readRow(row, line, columns, scores, rejected)
  }
  if (columns === undefined) throw noHeader(name, Math.max(1, line))
  return { ...readComment(comment ?? ''), scores, rejected }
}

interface Columns {
  readonly cve: number
  readonly epss: number
  readonly percentile: number
}

function readHeader(name: string, row: string, line: number): Columns {
  const names = row.split(',', 100).map((cell) => cell.trim().toLowerCase())
  const columns = {
    cve: names.indexOf('cve'),
    epss: names.indexOf('epss'),
    percentile: names.indexOf('percentile'),
  }
  if (columns.cve < 0 || columns.epss < 0) throw noHeader(name, line)
  return columns
}

function noHeader(name: string, line: number): FormatError {
  const message = 'expected a header line with the columns cve and epss'
  return new FormatError(name, [{ code: 'MISSING', message, place: { line } }])
}

function readRow(
  row: string,
  line: number,
  columns: Columns,
  scores: Map<string, EpssScore>,
  rejected: RejectedRecord[],
): void {
  const cells = row.split(',', 100)
  const cve = cells[columns.cve] ?? ''
  const probability = share(cells[columns.epss])
  const percentile = columns.percentile < 0 ? undefined : share(cells[columns.percentile])
  const isWhole = columns.percentile < 0 || percentile !== undefined
  if (/^CVE-\d{4}-\d{4,19}$/.test(cve) && probability !== undefined && isWhole) {
    scores.set(cve, percentile === undefined ? { probability } : { probability, percentile })
    return
  }
  const message = `expected a CVE id and shares between 0 and 1, found ${JSON.stringify(row.slice(0, 60))}`
  rejected.push({
    name: cve === '' ? `line ${line}` : cve.slice(0, 60),
    faults: [{ code: 'INVALID_VALUE', message, place: { line } }],
  })
}

function share(cell: string | undefined): number | undefined {
  if (cell === undefined || cell.trim() === '') return undefined
  const value = Number(cell)
  return value >= 0 && value <= 1 ? value : undefined
}

/** `#model_version:v2025.03.14,score_date:2025-08-25T00:00:00+0000`; the date has colons of its own. */
function readComment(comment: string): { modelVersion?: string; scoredAt?: string } {
  const found: { modelVersion?: string; scoredAt?: string } = {}
  for (const part of comment.slice(1).split(',', 100)) {
    const colon = part.indexOf(':')
    const key = part.slice(0, colon).trim()
    const value = part.slice(colon + 1).trim()
    if (key === 'model_version') found.modelVersion = value
    else if (key === 'score_date') found.scoredAt = value
  }
  return found
}
