// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { deadJobs, reviveJob } from '@headwater/store/jobs'
import { inTransaction } from '@headwater/store/transactions'
import { GivenUpJob, Key } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'

const MOST = 100

/** Work that was given up: of all organisations, since it is the installation's. */
export function jobRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/jobs/given-up',
      responses: {
        200: jsonOf(z.object({ items: z.array(GivenUpJob) }), 'the last hundred, the last first'),
      },
    }),
    { kind: 'action', action: 'operate' },
    async (context) => {
      const rows = await deadJobs(db, MOST)
      const items = rows.map(({ id, kind, attempts, last_error: error, dead_at: at }) => ({
        id: String(id),
        kind,
        attempts,
        error: error ?? '',
        at: at ?? now(),
      }))
      return context.json({ items }, 200)
    },
  )

  const retry = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/jobs/{id}/retry',
      request: { params: z.object({ id: Key }) },
      responses: { 204: { description: 'it is tried again, from its first attempt' } },
    }),
    { kind: 'action', action: 'operate' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      await inTransaction(db, async (trx) => {
        if (!(await reviveJob(trx, { id: Number(id), at: now() }))) {
          throw new Problem('not-found', {
            detail: 'no such job was given up, or one like it waits already',
          })
        }
        await noteDeed(hub, trx, caller, { action: 'job.retry', subject: `job:${id}` })
      })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  return [list, retry]
}
