// SPDX-License-Identifier: Apache-2.0
import type { Verdict } from '@headwater/domain/triage'

/** Bands of CVSS's base score, in the order of `finding.class`: nobody's, from 0.0, 4.0, 7.0, 9.0 on. */
export const SEVERITY_BANDS = ['unrated', 'low', 'medium', 'high', 'critical'] as const
export type SeverityBand = (typeof SEVERITY_BANDS)[number]

/** As the migration counts them. */
const VERDICTS: Readonly<Record<Verdict, number>> = {
  affected: 0,
  unknown: 10,
  fixed: 20,
  not_affected: 30,
}

/** Classes (`finding.class`) that hold every finding for which this is true, and no class that holds none. */
export function classesOf(filter: {
  readonly verdicts?: readonly Verdict[]
  readonly isExploited?: boolean
  readonly severities?: readonly SeverityBand[]
}): readonly number[] {
  const { verdicts, isExploited, severities } = filter
  const bands = SEVERITY_BANDS.flatMap((band, index) =>
    severities === undefined || severities.includes(band) ? [index] : [],
  )
  const exploited = isExploited === undefined ? [0, 5] : [isExploited ? 5 : 0]
  return Object.entries(VERDICTS)
    .filter(([verdict]) => verdicts === undefined || verdicts.includes(verdict as Verdict))
    .flatMap(([, base]) => exploited.flatMap((more) => bands.map((band) => base + more + band)))
}
