// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scoreCvss, type CvssScore } from '../packages/formats/cvss/index.ts'
import type { Suite } from './suite.ts'

/** Lines `vector - (base, temporal, environmental)`, or `vector - score` for CVSS 4.0. */
export const suite: Suite = {
  name: 'cvss',
  run(shared) {
    const folder = join(shared, 'suites/cvss')
    const cases = readdirSync(folder)
      .sort()
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
      .filter((line) => line !== '')
    const failures = cases.flatMap((line) => {
      const reason = complaintOf(line)
      return reason === undefined ? [] : [{ case: line, reason }]
    })
    return { passed: cases.length - failures.length, total: cases.length, failures }
  },
}

function complaintOf(line: string): string | undefined {
  const [vector = '', columns = ''] = line.split(' - ')
  const wanted = columns
    .replace(/[()]/g, '')
    .split(',')
    .filter((column) => column.trim() !== '')
    .map((column) => (column.trim() === 'None' ? undefined : Number(column)))
  let got: readonly (number | undefined)[]
  try {
    got = columnsOf(scoreCvss(vector), vector)
  } catch (error) {
    return String(error)
  }
  // -0.0 is 0.
  const same =
    wanted.length === got.length &&
    wanted.every((score, index) => score === got[index] || (score === 0 && got[index] === 0))
  return same ? undefined : `gave ${got.join(', ')}`
}

/** The suite gives all three scores of 3.x, also where the vector states base metrics only; in 2.0 it gives what is stated. */
function columnsOf(score: CvssScore, vector: string): readonly (number | undefined)[] {
  if (score.version === '4.0') return [score.score]
  const { base, temporal, environmental } = score
  if (score.version === '2.0') return [base, temporal, environmental]
  return [base, temporal ?? base, environmental ?? scoreCvss(vector + NEUTRAL).environmental]
}

/** Requirements of Medium weigh 1, as if not defined, but make the environmental equation count, which in 3.1 is another. */
const NEUTRAL = '/CR:M/IR:M/AR:M'
