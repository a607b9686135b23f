// SPDX-License-Identifier: Apache-2.0
import type { CvssVersion } from './metrics.ts'

export type Severity = 'none' | 'low' | 'medium' | 'high' | 'critical'

/** The word for a score (CVSS 3.1, table 14; CVSS 4.0, table 22; for 2.0, which has no words, those of NVD). */
export function severityOf(score: number, version: CvssVersion): Severity {
  return RATINGS[version].find(({ from }) => score >= from)?.word ?? 'none'
}

type Ratings = readonly { readonly from: number; readonly word: Severity }[]

const SINCE_V3: Ratings = [
  { from: 9, word: 'critical' },
  { from: 7, word: 'high' },
  { from: 4, word: 'medium' },
  { from: 0.1, word: 'low' },
]

const RATINGS: Readonly<Record<CvssVersion, Ratings>> = {
  '2.0': [
    { from: 7, word: 'high' },
    { from: 4, word: 'medium' },
    { from: 0, word: 'low' },
  ],
  '3.0': SINCE_V3,
  '3.1': SINCE_V3,
  '4.0': SINCE_V3,
}
