// SPDX-License-Identifier: Apache-2.0
import { runComparison } from '@headwater/check/compare'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { VERSION } from '../version.ts'
import { startFeeds } from './feeds.ts'
import { limitsOf } from './limits.ts'
import { progressOn } from './progress.ts'

export interface CompareVerbOptions {
  readonly advisories?: readonly string[]
  readonly identify?: readonly string[]
  readonly locations?: readonly string[]
  readonly vex?: readonly string[]
  readonly format?: 'table' | 'json'
  readonly all?: boolean
  readonly failOn?: 'affected' | 'none'
  readonly mirror?: string
  readonly limit?: readonly string[]
}

/** Two builds side by side; verdicts too where there are advisories. */
export async function compare(
  from: string,
  to: string,
  options: CompareVerbOptions,
  io: Io,
): Promise<ExitCode> {
  const limits = limitsOf(options.limit)
  const progress = progressOn(io)
  const advisories = options.advisories ?? []
  const feeds = { advisories, mirror: options.mirror, limits, progress: progress.step }
  const comparison = await runComparison({
    from,
    to,
    judges: advisories.length > 0 || options.mirror !== undefined,
    identify: options.identify ?? [],
    locations: options.locations ?? [],
    vex: options.vex ?? [],
    advisories,
    limits,
    version: VERSION,
    now: io.now(),
    progress: progress.step,
    // each side asks for its own components
    openAdvisories: (paths, components) => startFeeds(feeds, io)(paths, components),
  })
  progress.end()
  if (options.format === 'json') io.out(`${JSON.stringify(comparison, undefined, 2)}\n`)
  else {
    const { printComparison } = await import('../print/comparison.ts')
    io.out(printComparison(comparison, { coloured: io.colouredOut, all: options.all ?? false }))
  }
  if (options.failOn !== 'affected' || comparison.verdicts === undefined) return EXIT.ok
  const { appeared, changed } = comparison.verdicts
  const isWorse = [...appeared, ...changed].some(({ verdict }) => verdict === 'affected')
  return isWorse ? EXIT.findings : EXIT.ok
}
