// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
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
export function hubMetrics({ db, now }: Pick<Store, 'db' | 'now'>): Registry {
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
        const { rows } = await sql<
          Record<'organisation' | 'product', string> & Record<Verdict, number>
        >`
        select o.name as organisation, p.name as product, sum(c.affected)::integer as affected, sum(c.unknown)::integer as unknown,
          sum(c.not_affected)::integer as not_affected, sum(c.fixed)::integer as fixed
        from release_counter c join release r on r.id = c.release_id join product p on p.id = r.product_id
          join organisation o on o.id = p.organisation_id
        where r.archived_at is null group by o.id, p.id order by o.id, p.id
      `.execute(db)
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
        const { rows } = await sql<{ kind: string; state: string; count: number }>`
        select kind, case when dead_at is not null then 'dead' when leased_by is not null then 'running' else 'waiting' end as state,
          count(*) as count
        from job where finished_at is null group by 1, 2
      `.execute(db)
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
type Verdict = (typeof VERDICTS)[number]
