// SPDX-License-Identifier: Apache-2.0
import { statesGroup, type Cvss } from './vector.ts'

/**
 * The equations of CVSS 2.0 (guide, section 3.2). Ours, because they round each score to a tenth before the next one uses
 * it, and because 8.55 must give 8.6: in binary it is a little less.
 */
export function scoreV2(cvss: Cvss): { base: number; temporal?: number; environmental?: number } {
  const weight = (name: string) => WEIGHTS[name]?.[cvss.metrics.get(name) ?? 'ND'] ?? 1
  const temporalFactor = weight('E') * weight('RL') * weight('RC')
  const impact = impactOf(weight('C'), weight('I'), weight('A'))
  const exploitability = 20 * weight('AV') * weight('AC') * weight('Au')
  const base = baseOf(impact, exploitability)

  const adjustedImpact = Math.min(
    10,
    impactOf(weight('C') * weight('CR'), weight('I') * weight('IR'), weight('A') * weight('AR')),
  )
  const adjusted = toTenth(baseOf(adjustedImpact, exploitability) * temporalFactor)
  return {
    base,
    ...(statesGroup(cvss, 'temporal') ? { temporal: toTenth(base * temporalFactor) } : {}),
    ...(statesGroup(cvss, 'environmental')
      ? { environmental: toTenth((adjusted + (10 - adjusted) * weight('CDP')) * weight('TD')) }
      : {}),
  }
}

function impactOf(confidentiality: number, integrity: number, availability: number): number {
  return 10.41 * (1 - (1 - confidentiality) * (1 - integrity) * (1 - availability))
}

function baseOf(impact: number, exploitability: number): number {
  return impact === 0 ? 0 : toTenth((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176)
}

/** Half up, with room for what binary fractions lose. Never below 0. */
function toTenth(score: number): number {
  return Math.max(0, Math.floor(score * 10 + 0.5 + 1e-9) / 10)
}

const REQUIREMENT = { ND: 1, L: 0.5, M: 1, H: 1.51 }
const LOSS = { N: 0, P: 0.275, C: 0.66 }

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: LOSS,
  I: LOSS,
  A: LOSS,
  E: { ND: 1, U: 0.85, POC: 0.9, F: 0.95, H: 1 },
  RL: { ND: 1, OF: 0.87, TF: 0.9, W: 0.95, U: 1 },
  RC: { ND: 1, UC: 0.9, UR: 0.95, C: 1 },
  CDP: { ND: 0, N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5 },
  TD: { ND: 1, N: 0, L: 0.25, M: 0.75, H: 1 },
  CR: REQUIREMENT,
  IR: REQUIREMENT,
  AR: REQUIREMENT,
}
