// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { runMutants } from './fuzz/crew.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * Spoiled documents of every format, each given to its reader: no crash but our own errors, none a second slower than its
 * original, none that fills the memory. Always the same mutants; `npm run fuzz` runs others, and more of them.
 */
export const suite: Suite = { name: 'mutation', standsAlone: true, run }

const MUTANTS = 1500
const SEED = 20260701

async function run(shared: string): Promise<Outcome> {
  const samples = join(import.meta.dirname, '..', 'samples')
  const { mutants, failures } = await runMutants({
    samples,
    shared,
    seed: SEED,
    first: 0,
    count: MUTANTS,
    threads: 2,
    progress: () => undefined,
  })
  return {
    passed: mutants - failures.length,
    total: mutants,
    failures: failures.map(({ number, original, steps, what, detail }) => ({
      case: `npm run fuzz -- --seed ${SEED} --case ${number}`,
      reason: `${what}: ${original}: ${steps.join(', ')}: ${detail}`,
    })),
  }
}
