// SPDX-License-Identifier: Apache-2.0
import cvss from 'ae-cvss-calculator'

export interface ComputedScores {
  readonly base?: number
  readonly temporal?: number
  readonly threat?: number
  readonly environmental?: number
}

/** The scores of a valid vector, each metric group by itself; without metrics of a group its score is that of the group before. */
export function computeScores(version: string, vector: string): ComputedScores {
  switch (version) {
    case '2.0':
      return chain(new cvss.Cvss2(vector).calculateScores())
    case '3.0':
      return chain(new cvss.Cvss3P0(vector).calculateScores())
    case '3.1':
      return chain(new cvss.Cvss3P1(vector).calculateScores())
    case '4.0': {
      const scores = new cvss.Cvss4P0(vector).calculateScores()
      const base = scores.baseMetricsOnly
      if (base === undefined) return {}
      return { base, threat: scores.threat ?? base, environmental: scores.environmental ?? base }
    }
    default:
      return {}
  }
}

function chain(scores: {
  readonly base?: number
  readonly temporal?: number
  readonly environmental?: number
}): ComputedScores {
  const { base } = scores
  if (base === undefined) return {}
  const temporal = scores.temporal ?? base
  return { base, temporal, environmental: scores.environmental ?? temporal }
}
