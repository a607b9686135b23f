// SPDX-License-Identifier: Apache-2.0
import { buryJobs, claimJobs, failJob, finishJob, holdJob, type Claim } from '@headwater/store/jobs'
import type { Store } from '@headwater/store/open'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { tellOfDeadJob, tellOfDoneJob } from './tell.ts'
import { troubleOf, type Trouble } from './trouble.ts'

/** Does one kind of job. It may be run again after a crash, so that it must not matter how often it ran. */
export type Handler = (payload: unknown, hold: Hold) => Promise<void>

/** A job in hand, as its handler sees it. */
export interface Hold {
  /** Aborted when somebody else has the job, or the process is to end. */
  readonly signal: AbortSignal
  /**
   * Ends the job in the transaction of what it did, so that both stand or neither.
   * @throws JobLost where somebody else has it by now: then nothing of the transaction may stand
   */
  finish(trx: Db): Promise<void>
}

class JobLost extends Error {
  override readonly name = 'JobLost'
}

export interface WorkerOptions {
  readonly store: Store
  /** Names this worker among all processes. */
  readonly name: string
  readonly handlers: Readonly<Record<string, Handler>>
  /** Milliseconds between two looks when there is nothing to do. */
  readonly pause: number
  /** A holder that says nothing for so many milliseconds has died, and somebody else takes the job. */
  readonly lease?: number
  /** What a job failed with, for the log. The page of settings is told here. */
  readonly report: (failure: JobFailure) => void
  /** True for failures that trying again cannot mend. */
  readonly isFinal: (error: unknown) => boolean
  /** Hears when the database goes away, and when it is back: once each. */
  readonly onDatabase?: (state: 'away' | 'back', error?: unknown) => void
  /** Hears of what stood in the way of a job: the disk, the database. */
  readonly onTrouble?: (trouble: Trouble, error: unknown) => void
}

export interface JobFailure {
  readonly job: Pick<Claim, 'id' | 'kind' | 'payload' | 'attempts'>
  readonly error: unknown
  readonly outcome: 'waits' | 'dead' | 'lost'
}

export interface Worker {
  /** Ends when all jobs that are due now are done: for tests and for the CLI. */
  drain(): Promise<number>
  /** Works until `stop`. */
  start(): void
  /** The job in hand is finished first; one that takes longer than `patience` milliseconds is given back. */
  stop(patience?: number): Promise<void>
}

export const LEASE = 60_000
const HEARTBEATS = 4
/** Milliseconds until a job is tried again that failed for no fault of its own. */
const EXCUSED_FOR: Readonly<Record<Trouble, number>> = {
  'disk-full': 30_000,
  'database-away': 5_000,
  busy: 5_000,
}
/** Between two looks while the database is away. */
const LONGEST_PAUSE = 5_000

export function createWorker(options: WorkerOptions): Worker {
  const context: Context = {
    ...options,
    lease: options.lease ?? LEASE,
    ending: new AbortController(),
    buriedAt: 0,
  }
  const state = { stopped: true, isAway: false }
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  async function loop(): Promise<void> {
    let pause = options.pause
    while (!state.stopped) {
      try {
        const did = await workOnce(context)
        pause = options.pause
        if (state.isAway) {
          state.isAway = false
          options.onDatabase?.('back')
        }
        if (did) continue
      } catch (error) {
        pause = Math.min(pause * 2, Math.max(LONGEST_PAUSE, options.pause))
        if (troubleOf(error) !== 'database-away') {
          options.report({ job: NO_JOB, error, outcome: 'waits' })
        } else if (!state.isAway) {
          state.isAway = true
          options.onDatabase?.('away', error)
        }
      }
      if (!state.stopped) await sleep(pause)
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
      while (await workOnce(context)) count++
      return count
    },
    start() {
      state.stopped = false
      running ??= loop()
    },
    async stop(patience = Infinity) {
      state.stopped = true
      wake?.()
      const timer =
        patience === Infinity
          ? undefined
          : setTimeout(() => context.ending.abort(new Error('the process ends')), patience)
      await running
      clearTimeout(timer)
      running = undefined
    },
  }
}

const NO_JOB: JobFailure['job'] = { id: 0, kind: 'claim', payload: null, attempts: 0 }

interface Context extends WorkerOptions {
  readonly lease: number
  /** Aborted: what is in hand is to be given back. */
  readonly ending: AbortController
  buriedAt: number
}

/** Takes one job and does it. False: there was none. */
async function workOnce(context: Context): Promise<boolean> {
  const { store, name, lease } = context
  await bury(context)
  const [job] = await claimJobs(store.db, {
    by: name,
    kinds: Object.keys(context.handlers),
    limit: 1,
    at: store.now(),
    until: later(store, lease),
  })
  if (job === undefined) return false
  await run(job, context)
  return true
}

/** Now and then: what killed its holders is given up, and told of in the same transaction. */
async function bury(context: Context): Promise<void> {
  const { store, lease, report } = context
  const at = Date.parse(store.now())
  if (Math.abs(at - context.buriedAt) < lease / HEARTBEATS) return
  context.buriedAt = at
  const buried = await inTransaction(store.db, async (trx) => {
    const jobs = await buryJobs(trx, store.now())
    for (const job of jobs) await tellOfDeadJob(trx, job, { error: SILENT, at: store.now() })
    return jobs
  })
  for (const job of buried) report({ job, error: new Error(SILENT), outcome: 'dead' })
}

const SILENT = 'each process that was at it ended: it was killed, or ran out of memory'

async function run(job: Claim, context: Context): Promise<void> {
  const { store, name, handlers, report, isFinal, onTrouble, ending, lease } = context
  const lost = new AbortController()
  const heartbeat = setInterval(() => {
    holdJob(store.db, { id: job.id, by: name, until: later(store, lease) })
      .then((isHeld) => {
        if (!isHeld) lost.abort(new JobLost('somebody else has the job by now'))
      })
      // the lease outlives a short break of the database
      .catch(() => undefined)
  }, lease / HEARTBEATS)
  const signal = AbortSignal.any([lost.signal, ending.signal])
  const finish = async (trx: Db): Promise<void> => {
    const at = store.now()
    if (!(await finishJob(trx, { id: job.id, by: name, at }))) {
      throw new JobLost('somebody else has the job by now')
    }
    await tellOfDoneJob(trx, job, at)
  }
  const state = { isFinished: false }
  const hold: Hold = {
    signal,
    async finish(trx) {
      await finish(trx)
      state.isFinished = true
    },
  }
  const end = whenAborted(ending.signal)
  try {
    const handled = handlers[job.kind]?.(job.payload, hold)
    // what ends while nobody waits for it any more
    handled?.catch(() => undefined)
    await Promise.race([handled, end.promise])
    if (!state.isFinished) await inTransaction(store.db, finish)
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble !== undefined) onTrouble?.(trouble, error)
    const message = error instanceof Error ? error.message : String(error)
    const excusedFor = ending.signal.aborted
      ? 0
      : trouble === undefined
        ? undefined
        : EXCUSED_FOR[trouble]
    const outcome = await inTransaction(store.db, async (trx) => {
      const at = store.now()
      const result = await failJob(trx, {
        id: job.id,
        by: name,
        error: message,
        isFinal: trouble === undefined && isFinal(error),
        ...(excusedFor === undefined ? {} : { excusedFor }),
        at,
      })
      if (result === 'dead') await tellOfDeadJob(trx, job, { error: message, at })
      return result
    })
    if (!ending.signal.aborted) report({ job, error, outcome })
  } finally {
    end.forget()
    clearInterval(heartbeat)
  }
}

function whenAborted(signal: AbortSignal): {
  readonly promise: Promise<never>
  readonly forget: () => void
} {
  let refuse = (): void => undefined
  const promise = new Promise<never>((_, reject) => {
    refuse = () => reject(signal.reason as Error)
    if (signal.aborted) refuse()
    else signal.addEventListener('abort', refuse)
  })
  promise.catch(() => undefined)
  return { promise, forget: () => signal.removeEventListener('abort', refuse) }
}

function later({ now }: Store, milliseconds: number): string {
  return new Date(Date.parse(now()) + milliseconds).toISOString()
}
