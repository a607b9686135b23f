// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Limits } from '@headwater/formats/source'
import type { ReportFeed } from '@headwater/domain/report'
import { filesBelow } from '@headwater/intake/documents'
import { MirrorError } from '../error/index.ts'
import { openAdvisories, replacedRecords, type OpenAdvisories } from '../look-up/index.ts'
import { memoryBytes, openSegment } from '../segment/index.ts'
import { openScores, type ScoreTable } from '../tables/index.ts'
import type { Harvest } from './harvest.ts'
import { harvestShare, type HeldHarvest } from './share.ts'
import { startThreads } from './workers.ts'

export interface LoadOptions {
  readonly limits: Limits
  /** Threads beside this one; without: as many as the machine and the size of the feeds are worth. */
  readonly threads?: number
  /** What a thread runs, where that is not the built `worker.js`. */
  readonly script?: URL
  readonly progress?: (name: string, records: number) => void
}

/** Feeds on their way. */
export interface FeedLoading {
  /**
   * @param more feeds of which nobody knew at the start.
   * @throws MirrorError NO_FEED, IntakeError, LimitError.
   */
  finish(more?: readonly string[]): Promise<OpenAdvisories>
}

/** Reads feeds for one check: OSV and CVE zips, folders and files, catalogues of exploited vulnerabilities, EPSS. */
export function loadAdvisories(
  paths: readonly string[],
  options: LoadOptions,
): Promise<OpenAdvisories> {
  return startLoading(paths, options).finish()
}

/** The same, begun at once in other threads where the feeds are large, so that this one can read documents meanwhile. */
export function startLoading(paths: readonly string[], options: LoadOptions): FeedLoading {
  const { limits, script = WORKER, progress = () => undefined } = options
  const threads = options.threads ?? worthwhileThreads(paths)
  const harvestHere = (those: readonly string[]): Promise<readonly HeldHarvest[]> =>
    harvestShare({ paths: those, limits }, progress)
  const started =
    threads === 0 ? undefined : startThreads({ paths, limits, threads, script, progress })
  return {
    async finish(more = []) {
      const shares = started ? await started.finish() : [await harvestHere(paths)]
      const others = await harvestHere(more)
      return openHeld([
        ...paths.map((_path, index) => shares.map((share) => share[index]!)),
        ...others.map((held) => [held]),
      ])
    },
  }
}

const WORKER = new URL('./worker.js', import.meta.url)

/** Run from the sources there is no such file, and a thread would not know how to load the one that there is. */
const IS_BUILT = !import.meta.url.endsWith('.ts')

/** Bytes that are read in the time in which a thread starts. */
const WORTH_A_THREAD = 4 * 1024 * 1024
const MOST_THREADS = 3

function worthwhileThreads(paths: readonly string[]): number {
  const others = availableParallelism() - 1
  if (others === 0 || !IS_BUILT) return 0
  const size = paths.reduce((sum, path) => sum + sizeOf(path), 0)
  return Math.min(others, MOST_THREADS, Math.floor(size / WORTH_A_THREAD))
}

/** A path that does not exist is told later, by whoever opens it. */
function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.size
  return filesBelow(path).reduce((sum, file) => sum + statSync(file).size, 0)
}

/** @param byPath what each thread has read of each path. */
function openHeld(byPath: readonly (readonly HeldHarvest[])[]): OpenAdvisories {
  const segments = byPath.flat().flatMap(({ harvest: { path }, segments }) => {
    return segments.map((bytes) => ({ path, bytes }))
  })
  const plain = segments.map(({ path, bytes }) => openSegment(memoryBytes(path, bytes)))
  const replaced = replacedRecords(plain)
  const harvests = byPath.map((held) => held.map(({ harvest }) => harvest))
  return openAdvisories({
    segments: segments.map(({ path, bytes }, i) => {
      return openSegment(memoryBytes(path, bytes), replaced[i])
    }),
    feeds: harvests.flatMap(feedsOf),
    exploited: () => harvests.flat().flatMap(({ exploited }) => exploited),
    scores: () => lastScores(harvests.flat()),
  })
}

/** One line for each kind of what a path holds. @throws MirrorError NO_FEED where it holds nothing. */
function feedsOf(harvests: readonly Harvest[]): readonly ReportFeed[] {
  const { path } = harvests[0]!
  const skipped = harvests
    .flatMap((harvest) => harvest.skipped)
    .sort((left, right) => (left.record < right.record ? -1 : left.record > right.record ? 1 : 0))
  const counts = new Map<string, number>()
  const count = (kind: string, records: number): void =>
    void counts.set(kind, (counts.get(kind) ?? 0) + records)
  for (const { segments, exploited, scores } of harvests) {
    for (const { kind, records } of segments) count(kind, records)
    for (const { catalogue, entries } of exploited) count(catalogue, entries.length)
    for (const { rows } of scores) count('EPSS', openScores(rows).count)
  }
  if (counts.size === 0) throw noFeed(path, skipped)
  return [...counts].sort().map(([kind, records], i): ReportFeed => {
    return { source: path, kind, records, skipped: i === 0 ? skipped : [] }
  })
}

export function noFeed(path: string, skipped: readonly { readonly reason: string }[]): MirrorError {
  const reasons = skipped.slice(0, 5).map(({ reason }) => reason)
  return new MirrorError(
    'NO_FEED',
    [`${path}: holds no advisories that can be read`, ...reasons].join('; '),
    'feeds are zips, folders or files of OSV or CVE 5 records, the KEV catalogues as JSON, and EPSS scores as CSV',
  )
}

function lastScores(
  harvests: readonly Harvest[],
): (Pick<ScoreTable, 'scoredAt'> & ReturnType<typeof openScores>) | undefined {
  let last: ScoreTable | undefined
  for (const table of harvests.flatMap(({ scores }) => scores)) {
    if (last === undefined || (table.scoredAt ?? '') >= (last.scoredAt ?? '')) last = table
  }
  if (last === undefined) return undefined
  const { scoredAt } = last
  return { ...openScores(last.rows), ...(scoredAt === undefined ? undefined : { scoredAt }) }
}
