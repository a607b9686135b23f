// SPDX-License-Identifier: Apache-2.0
import type { EpssScores } from '@headwater/formats/epss'
import { createRows, openRows } from '../segment/index.ts'

/** A day's EPSS scores: three doubles a row (CVE number, probability, percentile), rising by the first. */
export interface ScoreTable {
  readonly modelVersion?: string
  readonly scoredAt?: string
  readonly rows: Uint8Array
}

export interface Score {
  readonly probability: number
  readonly percentile: number
}

/** Undefined for the oldest files, which give no percentiles. */
export function scoreTable(scores: EpssScores): ScoreTable | undefined {
  const rows: [number, number, number][] = []
  for (const [cve, { probability, percentile }] of scores.scores) {
    const number = cveNumber(cve)
    if (number === undefined || percentile === undefined) continue
    rows.push([number, probability, percentile])
  }
  if (rows.length === 0) return undefined
  rows.sort(([left], [right]) => left - right)
  const writer = createRows(COLUMNS)
  for (const row of rows) writer.add(...row)
  return {
    ...(scores.modelVersion === undefined ? undefined : { modelVersion: scores.modelVersion }),
    ...(scores.scoredAt === undefined ? undefined : { scoredAt: scores.scoredAt }),
    rows: writer.finish(),
  }
}

const COLUMNS = 3

export function openScores(bytes: Uint8Array): {
  readonly count: number
  find(cve: string): Score | undefined
} {
  const rows = openRows(bytes, COLUMNS)
  return {
    count: rows.count,
    find(cve) {
      const number = cveNumber(cve)
      if (number === undefined) return undefined
      const row = rows.lastAtMost(0, number)
      if (row < 0 || rows.get(row, 0) !== number) return undefined
      return { probability: rows.get(row, 1), percentile: rows.get(row, 2) }
    },
  }
}

/** A double holds every year with ten digits behind it exactly; no CVE id has more. */
function cveNumber(cve: string): number | undefined {
  const [, year, number] = /^CVE-(\d{4})-(\d{4,10})$/.exec(cve) ?? []
  return year === undefined || number === undefined
    ? undefined
    : Number(year) * 1e10 + Number(number)
}
