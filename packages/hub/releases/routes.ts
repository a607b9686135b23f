// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { componentsOfRelease, licencesOfRelease } from '@headwater/store/components'
import { documentBytes, findDocument, releasesWithDocument } from '@headwater/store/documents'
import { filesOfRelease } from '@headwater/store/files'
import { findingChanges } from '@headwater/store/findings'
import {
  ComponentPage,
  FilePage,
  Id,
  Instant,
  Key,
  LicenceRow,
  PageQuery,
  pageOf,
  Release,
  SbomType,
  Sha256,
  Verdict,
} from '../api-types/index.ts'
import { receiveDocument, spooled } from '../documents/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { Problem } from '../problem/index.ts'
import { releaseDetail } from './detail.ts'
import { releaseFor } from './find.ts'

const Named = z.object({ id: Id })
const Receipt = z
  .object({
    sha256: Sha256,
    lane: z.string(),
    isNew: z.boolean().openapi({ description: 'False: it stood there already' }),
  })
  .openapi('Receipt')
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

/** One release: its lanes, what they say, and documents that come in. */
export function releaseRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(Release, 'the release') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'read')
      return context.json(await releaseDetail(hub, visibleTo(caller), release), 200)
    },
    ['not-found'],
  )

  const receive = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/releases/{id}/documents',
      description:
        'The body is the document as it is: SPDX, CycloneDX, OpenVEX, CSAF, or an archive of SBOMs. It is streamed, hashed and read; the release is then judged in the background.',
      request: {
        params: Named,
        query: z.object({
          fileName: z.string().min(1).max(255).default('document'),
          type: SbomType.optional(),
          method: z.string().max(200).optional(),
        }),
      },
      responses: {
        201: jsonOf(Receipt, 'kept, and the judgement is on its way'),
        200: jsonOf(Receipt, 'it was there already; nothing was done'),
      },
    }),
    { kind: 'action', action: 'upload' },
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'upload')
      const { fileName, type, method } = context.req.valid('query')
      const announced = Number(context.req.header('content-length'))
      const { isNew, sha256, lane } = await spooled(
        context.req.raw.body,
        {
          limit: hub.maxUpload,
          ...(Number.isSafeInteger(announced) && announced > 0 ? { announced } : {}),
        },
        (file) =>
          receiveDocument(
            hub.store,
            file,
            {
              organisation: caller.organisationId,
              release: release.id,
              fileName,
              ...(type === undefined ? {} : { lane: type }),
              ...(method === undefined ? {} : { method }),
              actor: caller.actor,
              account: caller.account,
            },
            hub.limits,
          ),
      )
      return context.json({ sha256, lane, isNew }, isNew ? 201 : 200)
    },
    ['not-found', 'forbidden', 'unreadable-document', 'too-large', 'bad-request'],
  )

  const content = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/documents/{sha256}/content',
      request: { params: z.object({ sha256: Sha256 }) },
      responses: { 200: { description: 'the document, byte for byte' } },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const { sha256 } = context.req.valid('param')
      const document = await findDocument(db, { sha256 })
      const places =
        document === undefined
          ? []
          : await releasesWithDocument(db, visibleTo(context.get('caller')), document.id)
      // content is global: only who sees a release that holds it may have it
      if (document === undefined || places.length === 0) throw new Problem('not-found')
      const stream = ReadableStream.from(documentBytes(db, document.id)) as ReadableStream
      return context.body(stream, 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': 'attachment',
        'Content-Length': String(document.size),
      })
    },
    ['not-found'],
  )

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
            purls: row.purl === null ? [] : [row.purl],
            cpes: [] as string[],
            ...(row.licences.length === 0 ? {} : { licence: row.licences.join(', ') }),
            ...(row.supplier === null ? {} : { supplier: row.supplier }),
            identifiedBy: 'document' as const,
            releaseCount: 1,
            counts: {
              affected: row.affected,
              unknown: row.unknown,
              not_affected: row.not_affected,
              fixed: row.fixed,
              exploited: 0,
            },
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
            fileCount: 0,
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
      const after = cursor === undefined ? undefined : readCursor(cursor, 'id', 1).keys[0]
      const rows = await filesOfRelease(db, release.id, {
        limit: limit + 1,
        ...(typeof after === 'number' ? { after } : {}),
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
      const after = cursor === undefined ? undefined : readCursor(cursor, 'event', 1).keys[0]
      const rows = await findingChanges(db, visibleTo(caller), {
        release: release.id,
        direction: 'down',
        limit: limit + 1,
        ...(typeof after === 'number' ? { after } : {}),
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

  return [one, receive, content, components, licences, files, history]
}

function textKey(cursor: string, sort: string): { key: string; id: number } {
  const [key, id] = readCursor(cursor, sort, 2).keys
  if (typeof key !== 'string' || typeof id !== 'number') {
    throw new Problem('bad-request', { detail: 'the cursor is not one of this list' })
  }
  return { key, id }
}
