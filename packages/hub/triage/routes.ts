// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { findingGroups, groupMembers, type GroupKey } from '@headwater/store/triage'
import { vulnerabilitiesNamed } from '@headwater/store/vulnerabilities'
import { Key, PageQuery, TriageDetail, TriagePage, TriageQuery } from '../api-types/index.ts'
import { mayInScope } from '../assessments/scope.ts'
import { filterOf } from '../findings/filter.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { Problem } from '../problem/index.ts'
import { decisionRoutes } from './decide.ts'
import { groupOf, memberOf } from './shapes.ts'

const LIST = 'triage'
const MEMBERS = 'triage-members'

/** Findings in groups over all releases, to be judged once: what there is, what a decision would do, making it and taking it back. */
export function triageRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/triage',
      description:
        'A group is a vulnerability in a component, whatever releases have it. Filters choose groups by any of their findings; what is said of a group is of all its findings that the caller sees.',
      request: {
        query: TriageQuery.extend({
          ...PageQuery.shape,
          limit: z.coerce.number().int().min(1).max(100).default(25),
        }),
      },
      responses: { 200: jsonOf(TriagePage, 'groups, the most urgent first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { cursor, limit, decided, ...query } = context.req.valid('query')
      const filter = await filterOf(hub, caller, { ...query, sort: 'urgency', order: 'desc' })
      if (filter === undefined) return context.json({ items: [] }, 200)
      const after = cursor === undefined ? undefined : keyOf(cursor)
      const rows = await findingGroups(
        db,
        visibleTo(caller),
        { ...filter, ...(decided === 'all' ? {} : { isDecided: decided === 'yes' }) },
        { limit: limit + 1, ...(after === undefined ? {} : { after }) },
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const next =
        rows.length > limit && last !== undefined
          ? writeCursor({
              sort: LIST,
              keys: [last.priority, last.vulnerability_id, last.component_id],
            })
          : undefined
      return context.json(
        { items: shown.map(groupOf), ...(next === undefined ? {} : { next }) },
        200,
      )
    },
    ['bad-request', 'invalid'],
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/triage/{vulnerability}/{component}',
      request: {
        params: z.object({ vulnerability: z.string().max(100), component: Key }),
        query: PageQuery.extend({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
      },
      responses: { 200: jsonOf(TriageDetail, 'the group and its findings') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const visible = visibleTo(caller)
      const params = context.req.valid('param')
      const { cursor, limit } = context.req.valid('query')
      const component = Number(params.component)
      const names = await vulnerabilitiesNamed(db, [params.vulnerability])
      const vulnerability = names.get(params.vulnerability)
      if (vulnerability === undefined) throw new Problem('not-found')
      const [group] = await findingGroups(
        db,
        visible,
        { vulnerability, component, withArchived: true },
        { limit: 1, way: 'sort' },
      )
      if (group === undefined) throw new Problem('not-found')
      const after = cursor === undefined ? undefined : readCursor(cursor, MEMBERS, ['id'])[0]
      const rows = await groupMembers(
        db,
        visible,
        { vulnerability, component },
        { limit: limit + 1, ...(after === undefined ? {} : { after }) },
      )
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const next =
        rows.length > limit && last !== undefined
          ? { next: writeCursor({ sort: MEMBERS, keys: [last.id] }) }
          : {}
      return context.json(
        {
          group: groupOf(group),
          members: shown.map((row) => memberOf(caller, row)),
          ...next,
          mayJudgeWide: mayInScope(caller, 'judge', 'organisation', undefined),
        },
        200,
      )
    },
    ['not-found', 'bad-request'],
  )

  return [list, one, ...decisionRoutes(hub)]
}

function keyOf(cursor: string): GroupKey {
  const [priority, vulnerability_id, component_id] = readCursor(cursor, LIST, [
    'integer',
    'id',
    'id',
  ])
  return { priority, vulnerability_id, component_id }
}
