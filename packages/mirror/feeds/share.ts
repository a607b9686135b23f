// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import type { Limits } from '@headwater/formats/source'
import { memorySink } from '../segment/index.ts'
import { harvest, type Harvest } from './harvest.ts'
import { turnsOf, type SharedTurns } from './turns.ts'

/** A feed that was read into memory: its segments, in the order of `harvest.segments`. */
export interface HeldHarvest {
  readonly harvest: Harvest
  readonly segments: readonly Uint8Array<ArrayBuffer>[]
}

export interface ShareTask {
  readonly paths: readonly string[]
  readonly limits: Limits
  /** Absent: nobody else reads them. */
  readonly turns?: SharedTurns
}

/** Reads one share of the files of some feeds into memory. */
export async function harvestShare(
  { paths, limits, turns }: ShareTask,
  progress?: (name: string, records: number) => void,
): Promise<readonly HeldHarvest[]> {
  const held: HeldHarvest[] = []
  for (const [feed, path] of paths.entries()) {
    const sinks: ReturnType<typeof memorySink>[] = []
    const expected = expectedBytes(path)
    const harvested = await harvest(path, {
      limits,
      ...(turns === undefined ? undefined : { turns: turnsOf(turns, feed) }),
      ...(progress === undefined ? undefined : { progress }),
      sinkFor() {
        const sink = memorySink(expected)
        sinks.push(sink)
        return sink
      },
    })
    held.push({ harvest: harvested, segments: sinks.map((sink) => sink.take()) })
  }
  return held
}

/** A segment of a feed from a zip is a little larger than the zip. */
function expectedBytes(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isFile() === true ? stat.size * 1.7 : 0
}
