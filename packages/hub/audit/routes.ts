// SPDX-License-Identifier: Apache-2.0
import { createRoute } from '@hono/zod-openapi'
import { actorNames, actorsCalled, auditEvents, exportAudit } from '@headwater/store/audit'
import { AuditPage, AuditQuery, PageQuery } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'

interface Body {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: unknown
}

/** The organisation's chained log: to look at, and to take away and check. */
export function auditRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/audit',
      request: { query: PageQuery.extend(AuditQuery.shape) },
      responses: { 200: jsonOf(AuditPage, 'events, the last first') },
    }),
    { kind: 'action', action: 'audit' },
    async (context) => {
      const { cursor, limit, who, action, subject, from, to } = context.req.valid('query')
      const organisation = context.get('caller').organisationId
      const before = cursor === undefined ? undefined : readCursor(cursor, 'number', ['id'])[0]
      const rows = await auditEvents(db, organisation, {
        ...(who === undefined ? {} : { actors: await actorsCalled(db, organisation, who) }),
        ...(action === undefined ? {} : { action }),
        ...(subject === undefined ? {} : { subject }),
        ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }),
        ...(to === undefined ? {} : { to: dayAfter(to) }),
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const bodies = shown.map(({ body }) => JSON.parse(body) as Body)
      const names = await actorNames(
        db,
        organisation,
        bodies.map(({ actor }) => actor),
      )
      return context.json(
        {
          items: shown.map(({ number, hash }, place) => {
            const { at, actor, action, subject, detail } = bodies[place]!
            const actorName = names.get(actor)
            return {
              number,
              at,
              actor,
              ...(actorName === undefined ? {} : { actorName }),
              action,
              subject,
              detail: detail === null ? '' : JSON.stringify(detail),
              hash,
            }
          }),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'number', keys: [last.number] }) }
            : {}),
        },
        200,
      )
    },
    ['bad-request'],
  )

  const take = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/audit/export',
      responses: { 200: { description: 'every event with its hash, one JSON object a line' } },
    }),
    { kind: 'action', action: 'audit' },
    (context) => {
      const lines = exportAudit(db, context.get('caller').organisationId)
      const stream = ReadableStream.from(encoded(lines)) as ReadableStream
      return context.body(stream, 200, {
        'Content-Type': 'application/jsonl',
        'Content-Disposition': 'attachment; filename="audit.jsonl"',
      })
    },
  )

  return [list, take]
}

/** The instant at which the day is over. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString()
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line)
}
