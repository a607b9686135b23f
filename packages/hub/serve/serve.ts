// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'
import type { Limits } from '@headwater/formats/source'
import { openStore, type Database } from '@headwater/store/open'
import { authenticate } from '../accounts/authenticate.ts'
import { serveMetrics } from '../exports/index.ts'
import { createApp } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { createWorker, everyMinute } from '../work/index.ts'
import { enqueueDue } from './due.ts'
import { linkForFirstAdministrator } from './first-administrator.ts'
import { allHandlers, isFinalFailure } from './handlers.ts'
import { answerPage, readPages } from './pages.ts'
import { allRoutes } from './routes.ts'

export interface ServeOptions {
  readonly database: Database
  readonly host: string
  readonly port: number
  /** Where browsers reach it; by default where it listens. */
  readonly publicUrl?: URL
  /** The built pages; without them only the API answers. */
  readonly pages?: string
  readonly limits: Limits
  /** Largest upload, in bytes. */
  readonly maxUpload: number
  readonly version: string
  readonly now: () => Date
  readonly newLink: boolean
  /** Where `/metrics` answers, if anywhere: a port of its own, that the pages' proxy does not reach. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** One line of the log, as JSON. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void
}

export interface Serving {
  readonly url: URL
  /** Where it listens, whatever its address outside. */
  readonly port: number
  /** For who sits at the terminal, where nobody has signed in yet. */
  readonly link: string | undefined
  /** Finishes what is in hand, then closes. */
  close(): Promise<void>
}

const PAUSE = 1_000
const COOKIE = 'headwater_session'

/** Opens the store, listens, and works through jobs until it is closed. @throws StoreError where the database cannot be opened */
export async function serveHub(options: ServeOptions): Promise<Serving> {
  const { log } = options
  const store = await openStore(options.database, {
    now: options.now,
    random: randomBytes,
    onLost: (error) =>
      log({ level: 'warn', what: 'database connection lost', error: error.message }),
  })
  const publicUrl = options.publicUrl ?? new URL(`http://localhost:${options.port}`)
  const hub: Hub = {
    store,
    limits: options.limits,
    version: options.version,
    publicUrl,
    cookieName: COOKIE,
    maxUpload: options.maxUpload,
    random: randomBytes,
  }
  const app = createApp({
    publicUrl,
    cookieName: COOKIE,
    routes: allRoutes(hub),
    authenticate: (request) => authenticate(hub, request),
    newRequestId: randomUUID,
    report: (error, request) =>
      log({ level: 'error', what: 'request failed', request, error: describe(error) }),
  })
  const pages = options.pages === undefined ? undefined : readPages(options.pages)
  if (pages !== undefined) {
    app.get('*', (context, next) => {
      if (context.req.path.startsWith('/api/')) return next()
      const acceptsGzip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
      return Promise.resolve(answerPage(pages, context.req.path, acceptsGzip) ?? context.notFound())
    })
  }
  const worker = createWorker({
    store,
    name: `${process.pid}@${randomUUID()}`,
    handlers: allHandlers(hub),
    pause: PAUSE,
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
  })
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const started = listen({ fetch: app.fetch, hostname: options.host, port: options.port }, () =>
      resolve(started),
    )
    started.on('error', reject)
  }).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  const link = await linkForFirstAdministrator(hub, options.newLink)
  const metrics =
    options.metrics === undefined ? undefined : await serveMetrics(store, options.metrics)
  worker.start()
  const schedule = everyMinute(
    () => enqueueDue(hub),
    (error) => log({ level: 'error', what: 'schedule failed', error: describe(error) }),
  )
  const { port } = server.address() as AddressInfo
  const url = options.publicUrl ?? new URL(`http://localhost:${port}`)
  return {
    url,
    port,
    link,
    async close() {
      schedule.stop()
      await metrics?.close()
      await worker.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        // browsers keep connections open for long
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await store.close()
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
