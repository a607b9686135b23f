// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID } from 'node:crypto'
import { releaseJobs } from '@headwater/store/jobs'
import { openStore, type Store } from '@headwater/store/open'
import { reportProblem, solveProblem } from '@headwater/store/problems'
import { saveSetting } from '@headwater/store/settings'
import { serveMetrics } from '../exports/index.ts'
import { INNER_HOSTS, registerUsualFeeds } from '../feeds/index.ts'
import { createWatch, ownSurroundings } from '../health/index.ts'
import type { Hub } from '../http/hub.ts'
import { keepMailServer } from '../notifications/index.ts'
import { createFolderWatch } from '../watch/index.ts'
import { createWorker, everyMinute, IMPORT_FEED, LEASE, type Trouble } from '../work/index.ts'
import { enqueueDue } from './due.ts'
import { sealWhatIsKept } from './seal-kept.ts'
import { allHandlers, isFinalFailure } from './handlers.ts'
import { GRACE, type Log, type ProcessOptions } from './options.ts'

export interface Working {
  /** Finishes what is in hand, or gives it back after the grace. */
  stop(): Promise<void>
}

/** Opens the database and keeps the settings that were given with it. @throws StoreError where it cannot be opened */
export async function openForHub(options: ProcessOptions): Promise<Store> {
  const { database, log } = options
  const store = await openStore(database, {
    now: options.now,
    random: randomBytes,
    onLost: (error) =>
      log({ level: 'warn', what: 'database connection lost', error: error.message }),
    onSlow: ({ ms, sql }) =>
      log({
        level: 'info',
        what: 'slow query',
        ms: Math.round(ms),
        sql: sql.replace(/\s+/g, ' ').trim().slice(0, 2_000),
      }),
  })
  try {
    const { db, now } = store
    const { sealingKey } = options
    const sealer = {
      store,
      random: randomBytes,
      ...(sealingKey === undefined ? {} : { sealingKey }),
    }
    // nobody else can have an embedded database open: whoever held a job there is gone
    if (store.kind !== 'postgres') await releaseJobs(db, now())
    if (options.innerHosts !== undefined) {
      await saveSetting(db, { key: INNER_HOSTS, value: options.innerHosts, at: now() })
    }
    if (options.mailServer !== undefined) {
      await keepMailServer(sealer, options.mailServer)
    }
    await sealWhatIsKept(sealer)
    if (options.usualFeeds !== undefined) {
      await registerUsualFeeds(store, { isOffline: options.usualFeeds === 'offline' })
    }
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

const PAUSE = 1_000
/** Between two looks at the watched folder. */
const LOOK = 5_000

/** Works through jobs, asks every minute what is due, and looks whether all is well. */
export async function startWork(hub: Hub, options: ProcessOptions): Promise<Working> {
  const { store } = hub
  const { log, workers: count = 2, lease = LEASE, grace = GRACE } = options
  const metrics =
    options.metrics === undefined ? undefined : await serveMetrics(store, options.metrics)
  const handlers = allHandlers(hub)
  const { [IMPORT_FEED]: _, ...quick } = handlers
  const name = `${process.pid}@${randomUUID()}`
  const workers = Array.from({ length: count }, (_, index) =>
    createWorker({
      store,
      name: `${name}:${index}`,
      handlers: index === 0 ? handlers : quick,
      pause: PAUSE,
      lease,
      isFinal: isFinalFailure,
      report: ({ job, error, outcome }) =>
        log({
          level: 'error',
          what: 'job failed',
          job: job.id,
          kind: job.kind,
          outcome,
          error: describe(error),
        }),
      onTrouble: (trouble, error) => tellOfTrouble(store, trouble, error, log),
      onDatabase: (state, error) => {
        if (index === 0) tellOfDatabase(store, state, error, log)
      },
    }),
  )
  const database = options.database
  const watch = createWatch(
    store,
    ownSurroundings({
      lease,
      log,
      ...(database.kind === 'embedded' ? { dataFolder: database.directory } : {}),
    }),
  )
  const schedule = everyMinute(
    async () => {
      await watch()
      await enqueueDue(hub)
    },
    (error) => log({ level: 'error', what: 'schedule failed', error: describe(error) }),
  )
  for (const worker of workers) worker.start()
  const { watched } = options
  const folder =
    watched === undefined ? undefined : createFolderWatch(hub, { ...watched, pause: LOOK, log })
  folder?.start()
  return {
    async stop() {
      schedule.stop()
      await metrics?.close()
      await folder?.stop()
      await Promise.all(workers.map((worker) => worker.stop(grace)))
    },
  }
}

/** A full disk, while there is room enough to say so. */
export function tellOfTrouble(
  { db, now }: Store,
  trouble: Trouble | undefined,
  error: unknown,
  log: Log,
): void {
  if (trouble !== 'disk-full') return
  log({ level: 'error', what: 'the disk is full', error: describe(error) })
  reportProblem(db, {
    key: 'disk-full',
    severity: 'error',
    title: 'A disk is full',
    // the error's words hold a path
    detail:
      'What did not fit was refused, or waits and is tried again every half minute; nothing is lost. Make room: the log says where.',
    at: now(),
  }).catch(() => undefined)
}

function tellOfDatabase(
  { db, now }: Store,
  state: 'away' | 'back',
  error: unknown,
  log: Log,
): void {
  if (state === 'away') {
    log({ level: 'error', what: 'the database is away', error: describe(error) })
    return
  }
  log({ level: 'info', what: 'the database is back' })
  const key = 'database'
  // it can be said only now; it stays to be read among what was wrong
  reportProblem(db, {
    key,
    severity: 'warning',
    title: 'The database was away',
    detail: 'It is back, and work goes on where it stood.',
    at: now(),
  })
    .then(() => solveProblem(db, { key, at: now() }))
    .catch(() => undefined)
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
