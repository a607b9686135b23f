// SPDX-License-Identifier: Apache-2.0
import { Problem } from '../problem/index.ts'

/**
 * Lets so many of something costly run at once, and so many wait: the threads that hash passwords are those that read files and resolve
 * names, and each hash takes 128 MiB.
 * @throws Problem `unavailable` where too many wait
 */
export function costlyQueue({
  atOnce,
  waiting: mostWaiting,
}: {
  readonly atOnce: number
  readonly waiting: number
}): <T>(run: () => Promise<T>) => Promise<T> {
  let free = atOnce
  const waiting: (() => void)[] = []
  return async (run) => {
    if (free > 0) free--
    else if (waiting.length >= mostWaiting) {
      throw new Problem('unavailable', {
        detail: 'too many people are signing in',
        retryAfterSeconds: 5,
      })
    } else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
