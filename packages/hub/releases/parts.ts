// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { containRelease, separateRelease } from '@headwater/store/portfolio'
import { inTransaction } from '@headwater/store/transactions'
import { Id } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from './find.ts'

const Both = z.object({ id: Id, part: Id })

/** Releases in releases: a device its firmware, a distribution its packages. Whoever adds one must see it. */
export function partRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

  const add = hubRoute(
    createRoute({
      method: 'put',
      path: '/api/v1/releases/{id}/contains/{part}',
      request: { params: Both },
      responses: {
        204: { description: 'it is contained; its findings count once however often it is' },
      },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { id, part } = context.req.valid('param')
      const parent = await releaseFor(hub, caller, id, 'manage')
      const child = await releaseFor(hub, caller, part, 'read')
      if (parent.id === child.id)
        throw new Problem('invalid', { detail: 'a release does not contain itself' })
      await inTransaction(db, async (trx) => {
        await containRelease(trx, { parent: parent.id, child: child.id, at: now() })
        await noteDeed(hub, trx, caller, {
          action: 'release.contain',
          subject: `release:${parent.public_id}`,
          detail: { part },
        })
      })
      return context.body(null, 204)
    },
    ['not-found', 'forbidden', 'invalid'],
  )

  const remove = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/releases/{id}/contains/{part}',
      request: { params: Both },
      responses: { 204: { description: 'it is contained no more' } },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { id, part } = context.req.valid('param')
      const parent = await releaseFor(hub, caller, id, 'manage')
      const child = await releaseFor(hub, caller, part, 'read')
      await inTransaction(db, async (trx) => {
        const was = await separateRelease(trx, { parent: parent.id, child: child.id })
        if (!was) throw new Problem('not-found')
        await noteDeed(hub, trx, caller, {
          action: 'release.separate',
          subject: `release:${parent.public_id}`,
          detail: { part },
        })
      })
      return context.body(null, 204)
    },
    ['not-found', 'forbidden'],
  )

  return [add, remove]
}
