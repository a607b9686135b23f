// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve as listen, type ServerType } from '@hono/node-server'
import { authenticate } from '../accounts/authenticate.ts'
import { sessionCookie } from '../accounts/cookie.ts'
import { createApp } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { rateLimit } from '../http/rate-limit.ts'
import { troubleOf } from '../work/index.ts'
import { fillWithSample, type Fetch } from '../sample/index.ts'
import { linkForFirstAdministrator } from './first-administrator.ts'
import { GRACE, type ProcessOptions } from './options.ts'
import { answerPage, readPages } from './pages.ts'
import { allRoutes } from './routes.ts'
import { describe, openForHub, startWork, tellOfTrouble } from './work.ts'

export interface ServeOptions extends ProcessOptions {
  readonly host: string
  readonly port: number
  /** The built pages; without them only the API answers. */
  readonly pages?: string
  /** Largest upload, in bytes. */
  readonly maxUpload: number
  readonly newLink: boolean
  /** The file of a portfolio that an empty hub is filled with. */
  readonly sample?: string
  /** How many proxies of ours stand before it: so many entries of `X-Forwarded-For` are believed. */
  readonly proxies?: number
}

export interface Serving {
  readonly url: URL
  /** Where it listens, whatever its address outside. */
  readonly port: number
  /** For who sits at the terminal, where nobody has signed in yet. */
  readonly link: string | undefined
  /** Finishes what is in hand, or gives it back after the grace, then closes. */
  close(): Promise<void>
}

/** Opens the store, listens, and works through jobs until it is closed. @throws StoreError where the database cannot be opened */
export async function serveHub(options: ServeOptions): Promise<Serving> {
  const store = await openForHub(options)
  try {
    const publicUrl = options.publicUrl ?? new URL(`http://localhost:${options.port}`)
    const hub: Hub = {
      store,
      limits: options.limits,
      version: options.version,
      publicUrl,
      cookieName: sessionCookie(publicUrl),
      maxUpload: options.maxUpload,
      random: randomBytes,
      ...sealingOf(options),
      ...(options.proxies === undefined ? {} : { proxies: options.proxies }),
    }
    const { server, fetch } = await startListening(hub, options)
    const link = await linkForFirstAdministrator(hub, options.newLink)
    const working = await startWork(hub, options).catch(async (error: unknown) => {
      server.close()
      throw error
    })
    const { port } = server.address() as AddressInfo
    const filling = fillQuietly(hub, fetch, options)
    return {
      url: options.publicUrl ?? new URL(`http://localhost:${port}`),
      port,
      link,
      async close() {
        await Promise.all([closeGently(server, options.grace ?? GRACE), working.stop(), filling])
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Works through jobs and answers nobody: for more hands on the same PostgreSQL. @throws StoreError where it cannot be opened */
export async function workHub(options: ProcessOptions): Promise<{ close(): Promise<void> }> {
  const store = await openForHub(options)
  try {
    const publicUrl = options.publicUrl ?? new URL('http://localhost:8080')
    const hub: Hub = {
      store,
      limits: options.limits,
      version: options.version,
      publicUrl,
      cookieName: sessionCookie(publicUrl),
      maxUpload: options.maxUpload ?? 1_000_000_000,
      random: randomBytes,
      ...sealingOf(options),
    }
    const working = await startWork(hub, options)
    return {
      async close() {
        await working.stop()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function sealingOf({ sealingKey }: ProcessOptions): Pick<Hub, 'sealingKey'> {
  return sealingKey === undefined ? {} : { sealingKey }
}

/** People look around meanwhile. What goes wrong is in the log, and the hub works without. */
async function fillQuietly(hub: Hub, fetch: Fetch, { sample, log }: ServeOptions): Promise<void> {
  if (sample === undefined) return
  try {
    const isFilled = await fillWithSample(hub, fetch, sample)
    log({
      level: 'info',
      what: isFilled
        ? 'sample portfolio filled in'
        : 'sample portfolio: there are products already',
    })
  } catch (error) {
    log({ level: 'error', what: 'sample portfolio', error: describe(error) })
  }
}

/** Requests of one caller to one process: far more than a person or a job sends, and less than would starve the others. */
const MOST_AT_ONCE = 5_000
const MOST_A_SECOND = 500

function startListening(
  hub: Hub,
  options: ServeOptions,
): Promise<{ readonly server: ServerType; readonly fetch: Fetch }> {
  const limit = rateLimit({
    burst: MOST_AT_ONCE,
    perSecond: MOST_A_SECOND,
    now: () => performance.now(),
  })
  const app = createApp({
    publicUrl: hub.publicUrl,
    cookieName: hub.cookieName,
    routes: allRoutes(hub),
    authenticate: (request) => authenticate(hub, request),
    newRequestId: randomUUID,
    take: ({ actor }) => limit.take(actor),
    hub,
    report: (error, request) => {
      options.log({ level: 'error', what: 'request failed', request, error: describe(error) })
      tellOfTrouble(hub.store, troubleOf(error), error, options.log)
    },
  })
  const pages = options.pages === undefined ? undefined : readPages(options.pages)
  if (pages !== undefined) {
    app.get('*', (context, next) => {
      if (context.req.path.startsWith('/api/')) return next()
      const acceptsGzip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
      return Promise.resolve(answerPage(pages, context.req.path, acceptsGzip) ?? context.notFound())
    })
  }
  return new Promise((resolve, reject) => {
    const fetch: Fetch = (request) => app.fetch(request)
    const started = listen({ fetch: app.fetch, hostname: options.host, port: options.port }, () =>
      resolve({ server: started, fetch }),
    )
    started.on('error', reject)
  })
}

/** No new connections; requests that are being answered have the grace to end in. */
async function closeGently(server: ServerType, grace: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const closing = 'closeAllConnections' in server ? server : undefined
    // browsers keep connections open for long
    const idle = setInterval(() => closing?.closeIdleConnections(), 100)
    const end = setTimeout(() => closing?.closeAllConnections(), grace)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(end)
      resolve()
    })
    closing?.closeIdleConnections()
  })
}
