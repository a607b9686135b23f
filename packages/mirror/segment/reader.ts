// SPDX-License-Identifier: Apache-2.0
import type { Advisory, AdvisorySource } from '@headwater/domain/matching'
import type { ByteSource } from './bytes.ts'
import type { PublishedRecord, Versions } from './layout.ts'
import { numbersOfRuns } from './ranges.ts'
import { openStore } from './store.ts'
import type { Block } from './unread.ts'

/** A segment that is open. What it hands out can be read until it is closed. */
export interface Segment extends AdvisorySource {
  readonly newest: string | undefined
  /** Id and time of modification of every record that stands, by its number. */
  versions(): ReadonlyMap<number, Versions[number]>
  /** Every record that stands, as it was published. */
  published(): Iterable<{ readonly advisory: Advisory; readonly record: PublishedRecord }>
  close(): void
}

/**
 * Opens a segment without reading more than its contents.
 * @param dead numbers of records that another segment replaced.
 * @throws MirrorError MIRROR_DAMAGED or MIRROR_VERSION, also later from whatever reads more of it.
 */
export function openSegment(source: ByteSource, dead: Iterable<number> = []): Segment {
  const store = openStore(source)
  const { contents } = store
  const gone = new Set([...contents.dead, ...dead])
  // look-ups go through the records in rising order, so that the last block is mostly the one
  let last: { readonly number: number; readonly block: Block } | undefined

  const advisoryOf = (number: number): Advisory => {
    const blockNumber = store.blockOf(number)
    if (last?.number !== blockNumber) {
      last = { number: blockNumber, block: store.block(blockNumber) }
    }
    return last.block.read(number - store.firstOf(blockNumber), number)
  }

  return {
    size: contents.records - gone.size,
    newest: contents.newest,
    *concerning(keys) {
      const runs = [...keys].flatMap(store.runsOf)
      for (const number of numbersOfRuns(runs)) {
        if (!gone.has(number)) yield advisoryOf(number)
      }
    },
    get(id) {
      const number = store
        .recordsOf(id)
        .find((number) => !gone.has(number) && store.head(number).id === id)
      return number === undefined ? undefined : advisoryOf(number)
    },
    versions() {
      const all = [...store.versions().entries()]
      return new Map(all.filter(([number]) => !gone.has(number)))
    },
    *published() {
      for (let number = 0; number < contents.records; number++) {
        if (gone.has(number)) continue
        yield { advisory: store.whole(number), record: store.published(number) }
      }
    },
    close: source.close,
  }
}
