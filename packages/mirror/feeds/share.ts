// SPDX-License-Identifier: Apache-2.0
import { createMatcher, type Advisory, type ComponentIdentity } from '@headwater/domain/matching'
import type { Limits } from '@headwater/formats/source'
import { memorySink } from '../segment/index.ts'
import {
  createHarvester,
  type Fate,
  type Harvest,
  type Harvester,
  type HarvestOptions,
} from './harvest.ts'
import { listMembers, type FeedMember } from './members.ts'
import { turnsOf, wholeTurn, type SharedTurns } from './turns.ts'

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

/** The feeds of a task with the files of each, of which nothing is taken yet. */
export interface OpenedShare {
  readonly files: readonly (readonly FeedMember[])[]
  /** Plain bytes of a file that was read ahead. */
  readonly ahead: Map<FeedMember, Buffer>
}

/** @throws IntakeError, LimitError. */
export async function openShare({ paths, limits }: ShareTask): Promise<OpenedShare> {
  const files: (readonly FeedMember[])[] = []
  for (const path of paths) files.push(await listMembers(path, limits))
  return { files, ahead: new Map() }
}

/** As much as is inflated for later. */
const MOST_AHEAD = 192 * 1024 * 1024
/** Of the files of a feed; the others are taken from the back meanwhile. */
const SHARE_AHEAD = 0.6

/** Inflates files from the front while nobody knows yet what is wanted, until `isTime` or until it is enough. */
export function readAhead({ files, ahead }: OpenedShare, isTime: () => boolean): void {
  let held = 0
  for (const members of files) {
    for (const member of members.slice(0, members.length * SHARE_AHEAD)) {
      if (isTime() || held > MOST_AHEAD) return
      try {
        const plain = member.read()
        ahead.set(member, plain)
        held += plain.length
      } catch {
        // told when its turn has come
      }
    }
  }
}

export interface ShareOptions {
  /** For whom it is read: what does not concern them is not kept. Without: everything is. */
  readonly components: readonly ComponentIdentity[] | undefined
  readonly end: 'front' | 'back'
  readonly progress?: (name: string, records: number) => void
}

/** Reads one's share of the files into memory. */
export function harvestShare(
  { paths, turns }: ShareTask,
  { files, ahead }: OpenedShare,
  { components, end, progress }: ShareOptions,
): readonly HeldHarvest[] {
  const options = {
    ...(components === undefined ? undefined : { fateOf: sieveFor(components) }),
    ...(progress === undefined ? undefined : { progress }),
  }
  return paths.map((path, feed) => {
    const members = files[feed]!
    const own = turns ? turnsOf(turns, feed, members.length, end) : wholeTurn(members.length)
    return harvestHeld(path, options, ({ take }) => {
      for (let turn = own.next(); turn !== undefined; turn = own.next()) {
        for (let file = turn[0]; file < turn[1]; file++) {
          const member = members[file]!
          take(member, file, ahead.get(member))
          ahead.delete(member)
        }
      }
    })
  })
}

/** Reads these files of a feed into memory, and keeps all of them. */
export function harvestMembers(path: string, members: readonly FeedMember[]): HeldHarvest {
  return harvestHeld(path, {}, ({ take }) => members.forEach((member, file) => take(member, file)))
}

function harvestHeld(
  path: string,
  options: Pick<HarvestOptions, 'fateOf' | 'progress'>,
  gather: (harvester: Harvester) => void,
): HeldHarvest {
  const sinks: ReturnType<typeof memorySink>[] = []
  const harvester = createHarvester(path, {
    ...options,
    sinkFor() {
      const sink = memorySink(FIRST_BYTES)
      sinks.push(sink)
      return sink
    },
  })
  gather(harvester)
  return { harvest: harvester.finish(), segments: sinks.map((sink) => sink.take()) }
}

const FIRST_BYTES = 1024 * 1024

/**
 * A record that is not of a component's version speaks against those of the same vulnerability that are. One with other ids
 * is kept for that; whether somebody else knows one without by its id is seen at the end.
 */
function sieveFor(components: readonly ComponentIdentity[]): (advisory: Advisory) => Fate {
  const { sift } = createMatcher(components)
  return (advisory) => {
    const found = sift(advisory)
    if (found === 'nothing') return 'pass'
    return found === 'match' || advisory.aliases.length > 0 ? 'keep' : 'leave'
  }
}
