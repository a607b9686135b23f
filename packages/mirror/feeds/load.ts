// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { ComponentIdentity } from '@headwater/domain/matching'
import type { Limits } from '@headwater/formats/source'
import type { ReportFeed } from '@headwater/domain/report'
import { filesBelow } from '@headwater/intake/documents'
import { MirrorError } from '../error/index.ts'
import { openAdvisories, replacedRecords, type OpenAdvisories } from '../look-up/index.ts'
import { memoryBytes, openSegment, type Segment } from '../segment/index.ts'
import { openScores, type ScoreTable } from '../tables/index.ts'
import type { Harvest } from './harvest.ts'
import { harvestLeft } from './left.ts'
import { harvestShare, openShare, type HeldHarvest } from './share.ts'
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
  /** @throws MirrorError NO_FEED, IntakeError, LimitError. */
  finish(wanted?: WantedFeeds): Promise<OpenAdvisories>
}

export interface WantedFeeds {
  /** For whom: advisories that do not concern them are left out. Without: all are there. */
  readonly components?: readonly ComponentIdentity[]
  /** Feeds of which nobody knew at the start. */
  readonly more?: readonly string[]
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
  const started =
    threads === 0 ? undefined : startThreads({ paths, limits, threads, script, progress })
  const harvestHere = async (
    those: readonly string[],
    components: WantedFeeds['components'],
  ): Promise<readonly HeldHarvest[]> => {
    const task = { paths: those, limits }
    return harvestShare(task, await openShare(task), { components, end: 'front', progress })
  }
  return {
    async finish({ components, more = [] } = {}) {
      const shares = started
        ? await started.finish(components)
        : [await harvestHere(paths, components)]
      const others = await harvestHere(more, components)
      const byPath = [
        ...paths.map((_path, index) => shares.map((share) => share[index]!)),
        ...others.map((held) => [held]),
      ]
      return openHeld(byPath, await harvestLeft(byPath.flat(), limits))
    },
  }
}

const WORKER = new URL('./worker.js', import.meta.url)

/** Run from the sources there is no such file, and a thread would not know how to load the one that there is. */
const IS_BUILT = !import.meta.url.endsWith('.ts')

/** Bytes that are read in the time in which a thread starts. */
const WORTH_A_THREAD = 4 * 1024 * 1024

/** One thread that reads ahead and this one: what more of them would read ahead, they would read twice. */
function worthwhileThreads(paths: readonly string[]): 0 | 1 {
  if (availableParallelism() === 1 || !IS_BUILT) return 0
  return paths.reduce((sum, path) => sum + sizeOf(path), 0) > WORTH_A_THREAD ? 1 : 0
}

/** A path that does not exist is told later, by whoever opens it. */
function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.size
  return filesBelow(path).reduce((sum, file) => sum + statSync(file).size, 0)
}

/**
 * @param byPath what each thread has read of each path.
 * @param late what of them was left at first.
 */
function openHeld(
  byPath: readonly (readonly HeldHarvest[])[],
  late: readonly HeldHarvest[],
): OpenAdvisories {
  const held = [...byPath.flat(), ...late]
  const harvests = byPath.map((of) => of.map(({ harvest }) => harvest))
  return openAdvisories({
    segments: standingSegments(held),
    feeds: harvests.flatMap(feedsOf),
    exploited: () => harvests.flat().flatMap(({ exploited }) => exploited),
    scores: () => lastScores(harvests.flat()),
  })
}

/** What was passed by counts as well: the younger of two records may be the one that nobody wants. */
function standingSegments(held: readonly HeldHarvest[]): readonly Segment[] {
  const passed = held.map(({ harvest }) => ({
    versions: () => new Map(harvest.passed.map(([id, at], i) => [i, [id, at] as const])),
  }))
  const kept = held.map(({ harvest: { path }, segments }) =>
    segments.map((bytes) => memoryBytes(path, bytes)),
  )
  const opened = kept.map((segments) => segments.map((bytes) => openSegment(bytes)))
  const replaced = replacedRecords(opened.flatMap((segments, i) => [passed[i]!, ...segments]))
  let at = 0
  return kept.flatMap((segments) => {
    at++
    return segments.map((bytes) => openSegment(bytes, replaced[at++]))
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
    for (const { kind, read } of segments) count(kind, read)
    for (const { catalogue, entries } of exploited) count(catalogue, entries.length)
    for (const { rows } of scores) count('EPSS', openScores(rows).count)
  }
  if (counts.size === 0) throw noFeed(path, skipped)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, records], i): ReportFeed => {
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
