// SPDX-License-Identifier: Apache-2.0
import { Cron } from 'croner'

export interface Schedule {
  stop(): void
}

/**
 * Asks every minute what is due. Each process of a hub asks; what is enqueued has a key, so that it is done once.
 * @param ask enqueues; a failure is told and the next minute asks again
 */
export function everyMinute(ask: () => Promise<void>, report: (error: unknown) => void): Schedule {
  const cron = new Cron('* * * * *', { protect: true, unref: true, catch: report }, ask)
  return { stop: () => cron.stop() }
}
