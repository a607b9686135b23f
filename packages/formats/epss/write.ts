// SPDX-License-Identifier: Apache-2.0
import type { EpssScores } from './read.ts'

/** The file of FIRST again. */
export function writeEpss({ modelVersion, scoredAt, scores }: EpssScores): string {
  const said = [
    ...(modelVersion === undefined ? [] : [`model_version:${modelVersion}`]),
    ...(scoredAt === undefined ? [] : [`score_date:${scoredAt}`]),
  ]
  const lines = said.length === 0 ? [] : [`#${said.join(',')}`]
  const hasPercentiles = [...scores.values()].every(({ percentile }) => percentile !== undefined)
  lines.push(hasPercentiles ? 'cve,epss,percentile' : 'cve,epss')
  for (const [cve, { probability, percentile }] of scores) {
    lines.push(`${cve},${probability}${hasPercentiles ? `,${percentile}` : ''}`)
  }
  return `${lines.join('\n')}\n`
}
