// SPDX-License-Identifier: Apache-2.0

/** Who of several threads takes which files of a feed: whoever comes first takes the next few. */
export interface Turns {
  /** Asked for each file, in rising order. */
  isMine(file: number): boolean
  /** How many files there are; said by whoever has gone through them. */
  end(files: number): void
}

/** Files that are taken together: enough that threads seldom meet, few enough that they end at the same time. */
const FILES_A_TURN = 32

/** For each feed the number of the next file, and the number of files or 0. */
export type SharedTurns = Int32Array<SharedArrayBuffer>

export function createSharedTurns(feeds: number): SharedTurns {
  return new Int32Array(new SharedArrayBuffer(feeds * 2 * Int32Array.BYTES_PER_ELEMENT))
}

export function turnsOf(shared: SharedTurns, feed: number): Turns {
  let from = 0
  let to = 0
  return {
    isMine(file) {
      while (file >= to) {
        from = Atomics.add(shared, feed * 2, FILES_A_TURN)
        to = from + FILES_A_TURN
      }
      return file >= from
    },
    end: (files) => void Atomics.store(shared, feed * 2 + 1, files),
  }
}

/** Whether there is, or may be, enough left of a feed that one more thread is of use. */
export function isWorthJoining(shared: SharedTurns, feed: number): boolean {
  const files = Atomics.load(shared, feed * 2 + 1)
  return files === 0 || files - Atomics.load(shared, feed * 2) > FILES_A_TURN * 8
}

export const ALL_TURNS: Turns = { isMine: () => true, end: () => undefined }
