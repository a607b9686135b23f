// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { acceptDrift, drifts, withdrawAcceptance } from '@headwater/store/drift'
import { inTransaction } from '@headwater/store/transactions'
import { may } from '../access/index.ts'
import { Drift, DriftAcceptance, DriftPage, Id, Key, PageQuery } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { driftOf } from './shapes.ts'

/** What lanes of a release say differently, and who answers for it. */
export function driftRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/drift',
      request: {
        query: PageQuery.extend({
          release: Id.optional(),
          state: z.enum(['open', 'accepted', 'all']).default('open'),
        }),
      },
      responses: { 200: jsonOf(DriftPage, 'differences between lanes, the last first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { release, state, cursor, limit } = context.req.valid('query')
      const of = release === undefined ? undefined : await releaseFor(hub, caller, release, 'read')
      const before = cursor === undefined ? undefined : readCursor(cursor, 'drift', ['id'])[0]
      const rows = await drifts(db, visibleTo(caller), {
        at: now(),
        ...(of === undefined ? {} : { release: of.id }),
        ...(state === 'all' ? {} : { isAccepted: state === 'accepted' }),
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return context.json(
        {
          items: shown.map(driftOf),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'drift', keys: [last.id] }) }
            : {}),
        },
        200,
      )
    },
    ['not-found', 'bad-request'],
  )

  const accept = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/drift/acceptance',
      description: 'Says why these differences are as they should be, and until when that holds.',
      request: { body: jsonBody(DriftAcceptance) },
      responses: { 200: jsonOf(z.object({ items: z.array(Drift) }), 'accepted') },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const { drifts: keys, reason, expiresOn } = context.req.valid('json')
      if (expiresOn !== undefined && expiresOn <= now().slice(0, 10)) {
        throw new Problem('invalid', {
          faults: [{ at: '/expiresOn', message: 'lies in the past' }],
        })
      }
      const ids = [...new Set(keys.map(Number))]
      await judgeable(caller, ids)
      await inTransaction(db, async (trx) => {
        await acceptDrift(trx, {
          drifts: ids,
          by: caller.account,
          reason,
          ...(expiresOn === undefined ? {} : { until: `${expiresOn}T00:00:00.000Z` }),
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'drift.accept',
          subject: `drift:${ids.join(',')}`.slice(0, 500),
          detail: { reason, ...(expiresOn === undefined ? {} : { expiresOn }) },
        })
      })
      return context.json({ items: (await judgeable(caller, ids)).map(driftOf) }, 200)
    },
    ['not-found', 'invalid'],
  )

  const withdraw = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/drift/{id}/acceptance',
      request: { params: z.object({ id: Key }) },
      responses: { 204: { description: 'it stands open again' } },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const id = Number(context.req.valid('param').id)
      const [row] = await judgeable(caller, [id])
      if (row?.accepted_at == null) throw new Problem('not-found')
      await inTransaction(db, async (trx) => {
        await withdrawAcceptance(trx, id)
        await noteDeed(hub, trx, caller, {
          action: 'drift.withdraw',
          subject: `drift:${id}`,
          detail: { reason: row.accepted_reason },
        })
      })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  return [list, accept, withdraw]

  /** @throws Problem `not-found` if any of them is not there for this caller: then none is accepted */
  async function judgeable(caller: Caller, ids: readonly number[]) {
    const rows = await drifts(db, visibleTo(caller), { at: now(), ids, limit: ids.length })
    const mine = rows.filter((row) => may(caller, 'judge', rowOfProduct(caller, row.product_id)))
    if (mine.length < ids.length) {
      throw new Problem('not-found', { detail: 'one of them is not there, or not yours to judge' })
    }
    return mine
  }
}
