// SPDX-License-Identifier: Apache-2.0
import { claimJobs, failJob, finishJob, holdJob, type Claim } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'

/** Does one kind of job. It may be run again after a crash, so that it must not matter how often it ran. */
export type Handler = (payload: unknown, signal: AbortSignal) => Promise<void>

export interface WorkerOptions {
  readonly store: Store
  /** Names this worker among all processes. */
  readonly name: string
  readonly handlers: Readonly<Record<string, Handler>>
  /** Milliseconds between two looks when there is nothing to do. */
  readonly pause: number
  /** What a job failed with, for the log and the page of settings. */
  readonly report: (failure: JobFailure) => void
  /** True for failures that trying again cannot mend. */
  readonly isFinal: (error: unknown) => boolean
}

export interface JobFailure {
  readonly job: Pick<Claim, 'id' | 'kind' | 'payload' | 'attempts'>
  readonly error: unknown
  readonly outcome: 'waits' | 'dead' | 'lost'
}

export interface Worker {
  /** Ends when all jobs that are due now are done: for tests and for the CLI. */
  drain(): Promise<number>
  /** Works until `stop`; the job in hand is finished first. */
  start(): void
  stop(): Promise<void>
}

/** A holder that says nothing for so long has died, and somebody else takes the job. */
const LEASE = 60_000
const HEARTBEAT = 15_000

export function createWorker(options: WorkerOptions): Worker {
  const state = { stopped: true }
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  async function loop(): Promise<void> {
    while (!state.stopped) {
      const did = await workOnce(options).catch((error: unknown) => {
        // the database is away: say so, and look again later
        options.report({
          job: { id: 0, kind: 'claim', payload: null, attempts: 0 },
          error,
          outcome: 'waits',
        })
        return false
      })
      if (!did && !state.stopped) await sleep(options.pause)
    }
  }

  function sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    async drain() {
      let count = 0
      while (await workOnce(options)) count++
      return count
    },
    start() {
      state.stopped = false
      running ??= loop()
    },
    async stop() {
      state.stopped = true
      wake?.()
      await running
      running = undefined
    },
  }
}

/** Takes one job and does it. False: there was none. */
async function workOnce(options: WorkerOptions): Promise<boolean> {
  const { store, name } = options
  const [job] = await claimJobs(store.db, {
    by: name,
    kinds: Object.keys(options.handlers),
    limit: 1,
    at: store.now(),
    until: later(store, LEASE),
  })
  if (job === undefined) return false
  await run(job, options)
  return true
}

async function run(
  job: Claim,
  { store, name, handlers, report, isFinal }: WorkerOptions,
): Promise<void> {
  const abort = new AbortController()
  const heartbeat = setInterval(() => {
    holdJob(store.db, { id: job.id, by: name, until: later(store, LEASE) })
      .then((isHeld) => {
        if (!isHeld) abort.abort(new Error('somebody else has the job by now'))
      })
      // the lease outlives a short break of the database
      .catch(() => undefined)
  }, HEARTBEAT)
  try {
    await handlers[job.kind]?.(job.payload, abort.signal)
    await finishJob(store.db, { id: job.id, by: name, at: store.now() })
  } catch (error) {
    const outcome = await failJob(store.db, {
      id: job.id,
      by: name,
      error: error instanceof Error ? error.message : String(error),
      isFinal: isFinal(error),
      at: store.now(),
    })
    report({ job, error, outcome })
  } finally {
    clearInterval(heartbeat)
  }
}

function later({ now }: Store, milliseconds: number): string {
  return new Date(Date.parse(now()) + milliseconds).toISOString()
}
