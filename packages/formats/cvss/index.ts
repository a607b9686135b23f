// SPDX-License-Identifier: Apache-2.0
import calculator from 'ae-cvss-calculator'
import { FormatError } from '../fault/index.ts'
import type { CvssVersion } from './metrics.ts'
import { severityOf, type Severity } from './severity.ts'
import { scoreV2 } from './v2.ts'
import { formatCvss, readCvss, statesGroup, type Cvss } from './vector.ts'

/** Scores from 0 to 10, in tenths. */
export interface CvssScore {
  readonly version: CvssVersion
  /** What the vector comes to with all that it states: environmental, else temporal, else base. */
  readonly score: number
  readonly severity: Severity
  readonly base: number
  /** Only where the vector states metrics of the group; CVSS 4.0 has one score for all. */
  readonly temporal?: number
  readonly environmental?: number
}

/** @throws FormatError with every fault of the vector, by metric. */
export function parseCvss(vector: string): Cvss {
  const reading = readCvss(vector)
  if (reading.kind === 'cvss') return reading.cvss
  throw new FormatError(
    vector.length > 200 ? `${vector.slice(0, 200)}…` : vector,
    reading.reasons.map((message) => ({ code: 'INVALID_VALUE', message, place: {} })),
  )
}

/** @throws FormatError where the vector is a text and no vector. */
export function scoreCvss(vector: string | Cvss): CvssScore {
  const cvss = typeof vector === 'string' ? parseCvss(vector) : vector
  const scores = SCORERS[cvss.version](cvss)
  const score = scores.environmental ?? scores.temporal ?? scores.score ?? scores.base
  return {
    version: cvss.version,
    score,
    severity: severityOf(score, cvss.version),
    base: scores.base,
    ...(scores.temporal === undefined ? {} : { temporal: scores.temporal }),
    ...(scores.environmental === undefined ? {} : { environmental: scores.environmental }),
  }
}

interface Scores {
  readonly base: number
  readonly score?: number
  readonly temporal?: number
  readonly environmental?: number
}

const SCORERS: Readonly<Record<CvssVersion, (cvss: Cvss) => Scores>> = {
  '2.0': scoreV2,
  '3.0': (cvss) => scoreV3(cvss, new calculator.Cvss3P0(formatCvss(cvss)).calculateScores()),
  '3.1': (cvss) => scoreV3(cvss, new calculator.Cvss3P1(formatCvss(cvss)).calculateScores()),
  '4.0': scoreV4,
}

function scoreV3(
  cvss: Cvss,
  {
    base = 0,
    temporal,
    environmental,
  }: { base?: number | undefined; temporal: number | undefined; environmental: number | undefined },
): Scores {
  return {
    base,
    ...(statesGroup(cvss, 'temporal') && temporal !== undefined ? { temporal } : {}),
    ...(statesGroup(cvss, 'environmental') && environmental !== undefined ? { environmental } : {}),
  }
}

function scoreV4(cvss: Cvss): Scores {
  const { overall, baseMetricsOnly = overall } = new calculator.Cvss4P0(
    formatCvss(cvss),
  ).calculateScores()
  return { base: baseMetricsOnly, score: overall }
}

export type { CvssVersion } from './metrics.ts'
export { severityOf, type Severity } from './severity.ts'
export { formatCvss, readCvss, type Cvss, type CvssReading } from './vector.ts'
