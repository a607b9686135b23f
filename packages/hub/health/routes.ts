// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { Ailment } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { ailmentsOf } from '../today/routes.ts'

const Health = z
  .object({
    version: z.string(),
    database: z.string(),
    ailments: z.array(Ailment),
    jobs: z.object({ waiting: z.int(), running: z.int(), failed: z.int() }),
  })
  .openapi('Health')

/** Whether the hub runs, for load balancers; and how it is, for people. */
export function healthRoutes(hub: Hub): readonly HubRoute[] {
  const { store, version } = hub
  const alive = hubRoute(
    createRoute({
      method: 'get',
      path: '/healthz',
      responses: { 200: { description: 'the process answers and so does its database' } },
    }),
    { kind: 'public' },
    async (context) => {
      await store.db.selectFrom('organisation').select('id').limit(1).execute()
      return context.text('ok', 200)
    },
  )

  const health = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/health',
      responses: { 200: jsonOf(Health, 'what is wrong now') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const rows = await store.db
        .selectFrom('job')
        .select(['leased_by', 'dead_at'])
        .where('finished_at', 'is', null)
        .limit(10_000)
        .execute()
      const failed = rows.filter(({ dead_at }) => dead_at !== null).length
      const running = rows.filter((row) => row.dead_at === null && row.leased_by !== null).length
      return context.json(
        {
          version,
          database: store.kind === 'postgres' ? 'PostgreSQL' : 'embedded (PGlite)',
          ailments: await ailmentsOf(hub, context.get('caller').organisationId),
          jobs: { waiting: rows.length - failed - running, running, failed },
        },
        200,
      )
    },
  )

  return [alive, health]
}
