// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  detachDocument,
  documentBytes,
  documentsOfRelease,
  findDocument,
  releasesWithDocument,
} from '@headwater/store/documents'
import { inTransaction } from '@headwater/store/transactions'
import { Id, Release, SbomType, Sha256 } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { receiveDocument, spooled } from '../documents/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { enqueueJudgement } from '../judgement/index.ts'
import { Problem } from '../problem/index.ts'
import { releaseDetail } from './detail.ts'
import { releaseFor } from './find.ts'
import { listRoutes } from './lists.ts'
import { ownersOf } from './owners.ts'
import { partRoutes } from './parts.ts'

const Named = z.object({ id: Id })
const Receipt = z
  .object({
    sha256: Sha256,
    lane: z.string(),
    isNew: z.boolean().openapi({ description: 'False: it stood there already' }),
  })
  .openapi('Receipt')
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
          type: z
            .enum([...SbomType.options, 'vex'])
            .optional()
            .openapi({
              description: 'Its lane, or `vex` for statements of others; else by its own word',
            }),
          method: z.string().max(200).optional(),
          build: Id.optional().openapi({ description: 'Of which build of the release it speaks' }),
          deployment: Id.optional().openapi({ description: 'Of which deployment it speaks' }),
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
      const { fileName, type, method, ...owners } = context.req.valid('query')
      const of = await ownersOf(hub, caller, release, owners)
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
              ...of,
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

  const detach = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/releases/{id}/documents/{document}',
      request: { params: z.object({ id: Id, document: Id }) },
      responses: {
        204: { description: 'it stands in no lane of it any more; that it did is kept' },
      },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { id, document } = context.req.valid('param')
      const release = await releaseFor(hub, caller, id, 'manage')
      const attachment = (await documentsOfRelease(db, release.id)).find(
        ({ public_id }) => public_id === document,
      )
      if (attachment === undefined) throw new Problem('not-found')
      await inTransaction(db, async (trx) => {
        const at = hub.store.now()
        if (!(await detachDocument(trx, { attachment: attachment.id, at }))) {
          throw new Problem('not-found')
        }
        await noteDeed(hub, trx, caller, {
          action: 'document.detach',
          subject: `release:${release.id}`,
          detail: { sha256: attachment.sha256.toString('hex'), lane: attachment.lane },
        })
        const cause = { document: attachment.sha256.toString('hex') }
        await enqueueJudgement(hub, trx, caller.organisationId, release.id, cause)
      })
      return context.body(null, 204)
    },
    ['not-found', 'forbidden'],
  )

  return [one, receive, content, detach, ...listRoutes(hub), ...partRoutes(hub)]
}
