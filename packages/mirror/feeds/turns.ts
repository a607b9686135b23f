// SPDX-License-Identifier: Apache-2.0

/** Who of several threads takes which files of a feed: whoever comes first takes the next few. */
export interface Turns {
  /** The next files, from the first to before the second; undefined where all are taken. */
  next(): readonly [from: number, to: number] | undefined
}

/** Files that are taken together: enough that threads seldom meet, few enough that they end at the same time. */
const FILES_A_TURN = 32

/** For each feed: turns that were taken, and turns that were taken from the front. */
export type SharedTurns = Int32Array<SharedArrayBuffer>

export function createSharedTurns(feeds: number): SharedTurns {
  return new Int32Array(new SharedArrayBuffer(feeds * 2 * Int32Array.BYTES_PER_ELEMENT))
}

/**
 * Threads that read ahead take files from the front, one other takes them from the back: those of which the least is done.
 * Nobody takes a file that another has: as many turns are given away as there are, whichever end they come from.
 */
export function turnsOf(
  shared: SharedTurns,
  feed: number,
  files: number,
  end: 'front' | 'back',
): Turns {
  const all = Math.ceil(files / FILES_A_TURN)
  let fromBack = 0
  return {
    next() {
      if (Atomics.add(shared, feed * 2, 1) >= all) return undefined
      const turn = end === 'front' ? Atomics.add(shared, feed * 2 + 1, 1) : all - 1 - fromBack++
      return [turn * FILES_A_TURN, Math.min(files, (turn + 1) * FILES_A_TURN)]
    },
  }
}

/** All files at once, for one who is alone. */
export function wholeTurn(files: number): Turns {
  let isTaken = false
  return {
    next() {
      if (isTaken) return undefined
      isTaken = true
      return [0, files]
    },
  }
}
