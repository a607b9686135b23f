// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  componentsOfRelease,
  licencesOfRelease,
  type ReleaseComponent,
} from '@headwater/store/components'
import { filesOfRelease } from '@headwater/store/files'
import { findingChanges } from '@headwater/store/findings'
import { releaseEvents } from '@headwater/store/portfolio'
import {
  ComponentPage,
  FilePage,
  Id,
  Instant,
  Key,
  LicenceRow,
  PageQuery,
  pageOf,
  type ReleaseEvent,
  ReleaseEventPage,
  Verdict,
  type ValueOf,
} from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { countsOf } from '../portfolio/shapes.ts'
import { releaseFor } from './find.ts'

const Named = z.object({ id: Id })
const Change = z
  .object({
    at: Instant,
    finding: Key,
    vulnerability: z.string(),
    component: z.string(),
    before: Verdict.optional(),
    after: Verdict,
    because: z.string(),
  })
  .openapi('Change')

/** What a release holds and what became of it, a page at a time. */
export function listRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store

  const components = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/components',
      request: { params: Named, query: PageQuery.extend({ q: z.string().max(200).optional() }) },
      responses: { 200: jsonOf(ComponentPage, 'components, by name') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const release = await releaseFor(
        hub,
        context.get('caller'),
        context.req.valid('param').id,
        'read',
      )
      const { cursor, limit, q } = context.req.valid('query')
      const after = cursor === undefined ? undefined : textKey(cursor, 'name')
      const rows = await componentsOfRelease(db, release.id, {
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
        ...(q === undefined || q === '' ? {} : { text: q }),
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return context.json(
        {
          items: shown.map((row) => ({
            id: String(row.id),
            name: row.name,
            ...(row.version === null ? {} : { version: row.version }),
            purls: [...row.purls],
            cpes: [...row.cpes],
            ...(row.licences.length === 0 ? {} : { licence: row.licences.join(', ') }),
            ...(row.supplier === null ? {} : { supplier: row.supplier }),
            identifiedBy: identifiedBy(row),
            counts: countsOf(row),
          })),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'name', keys: [last.name, last.id] }) }
            : {}),
        },
        200,
      )
    },
    ['not-found', 'bad-request'],
  )

  const licences = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/licences',
      request: { params: Named },
      responses: { 200: jsonOf(z.object({ items: z.array(LicenceRow) }), 'licences') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const release = await releaseFor(
        hub,
        context.get('caller'),
        context.req.valid('param').id,
        'read',
      )
      const rows = await licencesOfRelease(db, release.id)
      return context.json(
        {
          items: rows.map(({ licence, components: count }) => ({
            expression: licence ?? 'not said',
            componentCount: count,
          })),
        },
        200,
      )
    },
    ['not-found'],
  )

  const files = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/files',
      request: { params: Named, query: PageQuery.extend({ q: z.string().max(400).optional() }) },
      responses: { 200: jsonOf(FilePage, 'files, in the order in which they came') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const release = await releaseFor(
        hub,
        context.get('caller'),
        context.req.valid('param').id,
        'read',
      )
      const { cursor, limit, q } = context.req.valid('query')
      const after = cursor === undefined ? undefined : readCursor(cursor, 'id', ['id'])[0]
      const rows = await filesOfRelease(db, release.id, {
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
        ...(q === undefined || q === '' ? {} : { text: q }),
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return context.json(
        {
          items: shown.map(({ path, roles, sha256, sha1, lanes }) => ({
            path,
            role: roles.join(', '),
            ...(sha256 === null ? {} : { sha256 }),
            ...(sha1 === null ? {} : { sha1 }),
            reach: lanes.join(', '),
          })),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'id', keys: [last.id] }) }
            : {}),
        },
        200,
      )
    },
    ['not-found', 'bad-request'],
  )

  const history = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/history',
      request: { params: Named, query: PageQuery },
      responses: { 200: jsonOf(pageOf(Change, 'ChangePage'), 'what changed, the last first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'read')
      const { cursor, limit } = context.req.valid('query')
      const after = cursor === undefined ? undefined : readCursor(cursor, 'event', ['id'])[0]
      const rows = await findingChanges(db, visibleTo(caller), {
        release: release.id,
        direction: 'down',
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return context.json(
        {
          items: shown.map((row) => ({
            at: row.at,
            finding: String(row.finding_id),
            vulnerability: row.vulnerability,
            component: row.component,
            ...(row.before === null ? {} : { before: row.before }),
            after: row.verdict,
            because: `${row.kind}: ${row.reason}`,
          })),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'event', keys: [last.event_id] }) }
            : {}),
        },
        200,
      )
    },
    ['not-found', 'bad-request'],
  )

  const events = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/events',
      request: { params: Named, query: PageQuery },
      responses: { 200: jsonOf(ReleaseEventPage, 'what was done to it, the last first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'read')
      const { cursor, limit } = context.req.valid('query')
      const rows = await releaseEvents(db, release.id, {
        limit: limit + 1,
        ...(cursor === undefined ? {} : { before: eventKey(cursor) }),
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return context.json(
        {
          items: shown.map(({ at, kind, what, by }) => ({
            at,
            kind: kind as ValueOf<typeof ReleaseEvent>['kind'],
            what,
            ...(by === null ? {} : { by }),
          })),
          ...(rows.length > limit && last !== undefined
            ? { next: writeCursor({ sort: 'events', keys: [last.at, last.kind, last.id] }) }
            : {}),
        },
        200,
      )
    },
    ['not-found', 'bad-request'],
  )

  return [components, licences, files, history, events]
}

function identifiedBy({ is_overlaid, purls, cpes }: ReleaseComponent) {
  if (is_overlaid) return 'user' as const
  return purls.length + cpes.length > 0 ? ('document' as const) : ('nobody' as const)
}

function eventKey(cursor: string): { at: string; kind: string; id: number } {
  const [at, kind, id] = readCursor(cursor, 'events', ['instant', 'text', 'id'])
  return { at, kind, id }
}

function textKey(cursor: string, sort: string): { key: string; id: number } {
  const [key, id] = readCursor(cursor, sort, ['text', 'id'])
  return { key, id }
}
