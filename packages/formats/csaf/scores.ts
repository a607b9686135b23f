// SPDX-License-Identifier: Apache-2.0
import { readCvss, scoreCvss } from '../cvss/index.ts'

export interface ComputedScores {
  readonly base?: number
  readonly temporal?: number
  readonly threat?: number
  readonly environmental?: number
}

/**
 * The scores of a vector, each metric group by itself; without metrics of a group its score is that of the group before.
 * CVSS 4.0 has one score for whatever the vector states. Empty where the text is no vector.
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
  if (version === '4.0') return { base, threat: score, environmental: score }
  return { base, temporal, environmental }
}
