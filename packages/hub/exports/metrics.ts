// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findingTotals, jobTotals } from '@headwater/store/judgements'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Store } from '@headwater/store/open'

export interface MetricsServer {
  readonly port: number
  close(): Promise<void>
}

/**
 * `/metrics` for Prometheus, on a port of its own: it names products and counts, and is for the network of who runs the hub.
 * @throws Error where the port is taken
 */
export async function serveMetrics(
  store: Store,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const registry = hubMetrics(store)
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(503).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Asked of the database when somebody looks, so that every process of a hub says the same. */
function hubMetrics({ db, now }: Pick<Store, 'db' | 'now'>): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  registry.registerMetric(
    new Gauge({
      name: 'headwater_findings',
      help: 'Findings that stand, by product and verdict',
      labelNames: ['organisation', 'product', 'verdict'],
      registers: [],
      async collect() {
        this.reset()
        const rows = await findingTotals(db)
        for (const { organisation, product, ...counts } of rows) {
          for (const verdict of VERDICTS)
            this.set({ organisation, product, verdict }, counts[verdict])
        }
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'headwater_jobs',
      help: 'Jobs by kind and state',
      labelNames: ['kind', 'state'],
      registers: [],
      async collect() {
        this.reset()
        const rows = await jobTotals(db)
        for (const { kind, state, count } of rows) this.set({ kind, state }, count)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'headwater_feed_age_seconds',
      help: 'Since a feed was last known to be up to date',
      labelNames: ['feed'],
      registers: [],
      async collect() {
        this.reset()
        const rows = await db.selectFrom('feed').select(['name', 'succeeded_at']).execute()
        for (const { name, succeeded_at } of rows) {
          if (succeeded_at === null) continue
          this.set({ feed: name }, (Date.parse(now()) - Date.parse(succeeded_at)) / 1_000)
        }
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'headwater_problems',
      help: 'What is wrong now',
      labelNames: ['severity'],
      registers: [],
      async collect() {
        for (const severity of ['warning', 'error'] as const) {
          const { count } = await db
            .selectFrom('problem')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('solved_at', 'is', null)
            .where('severity', '=', severity)
            .executeTakeFirstOrThrow()
          this.set({ severity }, count)
        }
      },
    }),
  )
  return registry
}

const VERDICTS = ['affected', 'unknown', 'not_affected', 'fixed'] as const
