// SPDX-License-Identifier: Apache-2.0
import { createRoute } from '@hono/zod-openapi'
import { auditEvents, exportAudit } from '@headwater/store/audit'
import { AuditPage, PageQuery } from '../api-types/index.ts'
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
      request: { query: PageQuery },
      responses: { 200: jsonOf(AuditPage, 'events, the last first') },
    }),
    { kind: 'action', action: 'audit' },
    async (context) => {
      const { cursor, limit } = context.req.valid('query')
      const before = cursor === undefined ? undefined : readCursor(cursor, 'number', ['id'])[0]
      const rows = await auditEvents(db, context.get('caller').organisationId, {
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return context.json(
        {
          items: shown.map(({ number, body, hash }) => {
            const { at, actor, action, subject, detail } = JSON.parse(body) as Body
            return {
              number,
              at,
              actor,
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

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line)
}
