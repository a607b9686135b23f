// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { assessmentPlaces, assessments } from '@headwater/store/assessments'
import { findComponents } from '@headwater/store/components'
import { AssessmentPage, PageQuery } from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { rightsOn, wordOf } from './shapes.ts'

const STATES = {
  waiting: ['proposed'],
  'in-force': ['active'],
  ended: ['rejected', 'withdrawn', 'replaced', 'expired'],
  all: undefined,
} as const

export function listRoutes({ store }: Hub): readonly HubRoute[] {
  const { db, now } = store
  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/assessments',
      request: {
        query: PageQuery.extend({
          state: z.enum(['waiting', 'in-force', 'ended', 'all']).default('waiting'),
        }),
      },
      responses: { 200: jsonOf(AssessmentPage, 'people’s verdicts, the last first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { cursor, limit, state } = context.req.valid('query')
      const before = cursor === undefined ? undefined : readCursor(cursor, 'assessment', ['id'])[0]
      const states = STATES[state]
      const rows = await assessments(db, visibleTo(caller), {
        ...(states === undefined ? {} : { states }),
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const at = now()
      const components = await findComponents(
        db,
        shown.flatMap(({ component_id: id }) => (id === null ? [] : [id])),
      )
      const places = await assessmentPlaces(
        db,
        shown.map(({ id }) => id),
      )
      return context.json(
        {
          items: shown.map((row) => {
            const component = components.find(({ id }) => id === row.component_id)
            const place = places.get(row.id)
            return {
              ...wordOf(row, at),
              id: row.public_id,
              vulnerability: row.vulnerability,
              ...(component === undefined
                ? {}
                : { component: `${component.name} ${component.version ?? ''}`.trim() }),
              place:
                place?.title ??
                (row.scope === 'build'
                  ? 'every release of the same build'
                  : 'the whole organisation'),
              ...rightsOn(caller, row, place?.product),
            }
          }),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'assessment', keys: [last.id] }) }
            : {}),
        },
        200,
      )
    },
    ['bad-request'],
  )
  return [list]
}
