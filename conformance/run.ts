// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, Suite } from './suite.ts'
import { SUITES } from './suites.ts'

/**
 * Runs the public suites under `../shared` (or HEADWATER_SHARED) and fails where one falls below its committed floor.
 * `--raise` writes what was reached as the new floor; a floor is never lowered by this program.
 */
const shared = process.env['HEADWATER_SHARED'] ?? join(import.meta.dirname, '..', '..', 'shared')
const floorFile = join(import.meta.dirname, 'floor.json')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const failuresShown = process.argv.includes('--all') ? Infinity : 10

const hasShared = existsSync(join(shared, 'suites'))
if (!hasShared) {
  say(`there are no suites at ${shared} (set HEADWATER_SHARED): those that need them are skipped`)
}
process.exitCode = await runAll()

async function runAll(): Promise<number> {
  const floor = JSON.parse(readFileSync(floorFile, 'utf8')) as Record<string, number>
  let below = 0
  let passed = 0
  let failed = 0
  for (const suite of SUITES) {
    if (wanted.length > 0 && !wanted.includes(suite.name)) continue
    if (!hasShared && suite.standsAlone !== true) continue
    const outcome = await runOne(suite)
    const least = floor[suite.name] ?? 0
    const isBelow = outcome.passed < least
    say(
      `${suite.name}: ${outcome.passed} of ${outcome.total}${isBelow ? ` (below the floor of ${least})` : ''}`,
    )
    for (const failure of outcome.failures.slice(0, failuresShown)) {
      say(`  ${failure.case}: ${failure.reason.slice(0, 300)}`)
    }
    if (isBelow) below++
    passed += outcome.passed
    failed += outcome.total - outcome.passed
    if (outcome.passed > least) floor[suite.name] = outcome.passed
  }
  if (process.argv.includes('--raise')) {
    const sorted = Object.fromEntries(Object.entries(floor).sort(([a], [b]) => (a < b ? -1 : 1)))
    writeFileSync(floorFile, `${JSON.stringify(sorted, undefined, 2)}\n`)
  }
  say(`${passed} passed, ${failed} failed`)
  return below > 0 ? 1 : 0
}

async function runOne(suite: Suite): Promise<Outcome> {
  try {
    return await suite.run(shared)
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { passed: 0, total: 1, failures: [{ case: 'the suite itself', reason }] }
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
