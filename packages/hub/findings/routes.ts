// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  countFindings,
  FINDING_SORTS,
  listFindings,
  sortKeyOf,
  type FindingSort,
} from '@headwater/store/findings'
import { Finding, FindingPage, FindingQuery, Key, PageQuery } from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { Problem } from '../problem/index.ts'
import { findingDetail } from './detail.ts'
import { filterOf, SORTS } from './filter.ts'
import { findingRow } from './shapes.ts'

/** Findings by any filter and sort, and one of them with all that is known. */
export function findingRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/findings',
      request: { query: FindingQuery.extend(PageQuery.shape) },
      responses: { 200: jsonOf(FindingPage, 'findings') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const query = context.req.valid('query')
      const filter = await filterOf(hub, caller, query)
      if (filter === undefined) return context.json({ items: [], total: 0 }, 200)
      const visible = visibleTo(caller)
      const sort = SORTS[query.sort]
      const order = `${query.sort} ${query.order}`
      const after = query.cursor === undefined ? undefined : keyOf(query.cursor, order, sort)
      const rows = await listFindings(db, visible, filter, {
        sort,
        direction: query.order === 'asc' ? 'up' : 'down',
        limit: query.limit + 1,
        ...(after === undefined ? {} : { after }),
      })
      const shown = rows.slice(0, query.limit)
      const last = shown.at(-1)
      const next =
        rows.length > query.limit && last !== undefined
          ? { next: writeCursor({ sort: order, keys: [sortKeyOf(last, sort), last.id] }) }
          : {}
      // a total is for the first page; the others know it
      const total =
        after === undefined
          ? { total: (await countFindings(db, visible, filter, MOST_COUNTED)).count }
          : {}
      return context.json({ items: shown.map(findingRow), ...next, ...total }, 200)
    },
    ['bad-request', 'invalid'],
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/findings/{id}',
      request: { params: z.object({ id: Key }) },
      responses: { 200: jsonOf(Finding, 'the finding, its evidence and everybody’s verdict') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const { id } = context.req.valid('param')
      const found = await findingDetail(hub, context.get('caller'), Number(id))
      if (found === undefined) throw new Problem('not-found')
      return context.json(found, 200)
    },
    ['not-found'],
  )

  return [list, one]
}

/** Beyond it a list says "more than". */
const MOST_COUNTED = 10_000

function keyOf(
  cursor: string,
  order: string,
  sort: FindingSort,
): { key: string | number; id: number } {
  const [key, id] = readCursor(cursor, order, [KEY_KINDS[FINDING_SORTS[sort].type], 'id'])
  return { key, id }
}

const KEY_KINDS = {
  integer: 'integer',
  smallint: 'smallint',
  timestamptz: 'instant',
  text: 'text',
} as const
