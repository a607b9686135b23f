// SPDX-License-Identifier: Apache-2.0
import { readCvss, scoreCvss } from '../cvss/index.ts'

export interface ComputedScores {
  readonly base?: number
  /** With everything that the vector states. */
  readonly overall?: number
  readonly temporal?: number
  readonly environmental?: number
}

/**
 * The scores of a vector, each metric group by itself; without metrics of a group its score is that of the group before.
 * Empty where the text is no vector.
 */
export function computeScores(vector: string): ComputedScores {
  const reading = readCvss(vector)
  if (reading.kind !== 'cvss') return {}
  const {
    version,
    score,
    base,
    temporal = base,
    environmental = temporal,
  } = scoreCvss(reading.cvss)
  // FIRST's JSON of 4.0 has one score, and calls it baseScore
  if (version === '4.0') return { base: score }
  return { base, temporal, environmental, overall: score }
}
