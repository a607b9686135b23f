// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { jobCounts } from '@headwater/store/jobs'
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
      const counts = await jobCounts(store.db, store.now())
      const sum = (state: 'waiting' | 'running' | 'dead') =>
        counts.reduce((total, each) => total + each[state], 0)
      return context.json(
        {
          version,
          database: store.kind === 'postgres' ? 'PostgreSQL' : 'embedded (PGlite)',
          ailments: await ailmentsOf(hub, context.get('caller').organisationId),
          jobs: { waiting: sum('waiting'), running: sum('running'), failed: sum('dead') },
        },
        200,
      )
    },
  )

  return [alive, health]
}
