// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { appendAudit } from '@headwater/store/audit'
import type { Db } from '@headwater/store/schema'
import { setting } from '@headwater/store/settings'
import { inTransaction } from '@headwater/store/transactions'
import {
  beginUpload,
  endUpload,
  forgetUploads,
  openUploads,
  uploadNamed,
  uploadsOnTheirWay,
  type Upload as UploadRow,
} from '@headwater/store/uploads'
import { Id, Upload, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type Caller, type HubEnv, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { ownersOf } from '../releases/owners.ts'
import { readMetadata } from './metadata.ts'
import { CHECKSUMS, elsewhere, takePieces } from './pieces.ts'
import type { Purpose } from './receive.ts'

const VERSION = '1.0.0'
const EXTENSIONS = 'creation,expiration,checksum,termination'
const BYTES = 'application/offset+octet-stream'
/** An upload of which nothing has come for so long is forgotten, in milliseconds. */
const LIFE = 24 * 3_600_000
/** Of an organisation, `{bytes, count}`: how much may be on its way at once. */
const UPLOAD_QUOTA = 'upload-quota'
const USUAL_COUNT = 100
const USUAL_UPLOADS = 4
const RETRY_SECONDS = 60

const Named = z.object({ id: Id })
const UPLOAD = { kind: 'action', action: 'upload' } as const
const NUMBER = /^(?:0|[1-9][0-9]{0,15})$/

/**
 * Documents in pieces, as tus 1.0 has it (https://tus.io/protocols/resumable-upload): core, creation, expiration, checksum, termination. What
 * has come is in the database, so that any process of the hub goes on with it, after a restart too.
 */
export function uploadRoutes(hub: Hub): readonly HubRoute[] {
  const { store } = hub
  const { db, now, newId } = store

  const options = ['/api/v1/uploads', '/api/v1/releases/{id}/uploads'].map((path) =>
    hubRoute(
      createRoute({
        method: 'options',
        path,
        responses: { 204: { description: 'what of tus this hub speaks' } },
      }),
      { kind: 'public' },
      (context) => {
        speak(context)
        context.header('Tus-Version', VERSION)
        context.header('Tus-Extension', EXTENSIONS)
        context.header('Tus-Max-Size', String(hub.maxUpload))
        context.header('Tus-Checksum-Algorithm', CHECKSUMS.join(','))
        return context.body(null, 204)
      },
    ),
  )

  const begin = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/releases/{id}/uploads',
      description:
        'Begins a document that is sent in pieces (tus 1.0). Upload-Length is its size; Upload-Metadata may say filename, type (a lane, or `vex`), method, sha256, build and deployment.',
      request: {
        params: Named,
        headers: z.object({
          'tus-resumable': z.string().optional(),
          'upload-length': z.string().optional(),
          'upload-metadata': z.string().optional(),
        }),
      },
      responses: { 201: { description: 'begun; `Location` is where its pieces go' } },
    }),
    UPLOAD,
    async (context) => {
      speak(context)
      mustSpeakTus(context)
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'upload')
      const size = numberOf(context, 'upload-length')
      if (size > hub.maxUpload) {
        throw new Problem('too-large', { detail: `this hub takes ${hub.maxUpload} bytes` })
      }
      if (size === 0) throw new Problem('bad-request', { detail: 'the document is empty' })
      const metadata = readMetadata(context.req.header('upload-metadata'))
      const { build, deployment, ...said } = metadata
      const of = await ownersOf(hub, caller, release, { build, deployment })
      const purpose: Purpose = { ...said, of, actor: caller.actor }
      const upload = await inTransaction(db, async (trx) => {
        const { organisationId: organisation, account } = caller
        await forgetUploads(trx, { organisation, before: oldest() })
        await mustHaveRoom(trx, caller, await uploadsOnTheirWay(trx, organisation, oldest()), size)
        const made = await beginUpload(trx, {
          publicId: newId(),
          organisation,
          by: account,
          release: release.id,
          size,
          purpose,
          at: now(),
        })
        await note(trx, caller, 'upload.begin', made, {
          ...metadata,
          size,
          release: release.public_id,
        })
        return made
      })
      context.header('Location', `/api/v1/uploads/${upload.public_id}`)
      context.header('Upload-Expires', new Date(expiryOf(upload)).toUTCString())
      return context.body(null, 201)
    },
    [
      'not-found',
      'forbidden',
      'bad-request',
      'invalid',
      'too-large',
      'quota-exceeded',
      'precondition-failed',
    ],
  )

  const mine = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/uploads',
      request: { params: Named },
      responses: {
        200: jsonOf(
          z.object({ items: z.array(Upload) }),
          'yours that wait for more, the last first',
        ),
      },
    }),
    UPLOAD,
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'upload')
      const rows = await openUploads(db, {
        organisation: caller.organisationId,
        account: caller.account,
        release: release.id,
        since: oldest(),
      })
      return context.json({ items: rows.map(uploadOf) }, 200)
    },
    ['not-found', 'forbidden'],
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/uploads/{id}',
      description:
        'HEAD answers Upload-Offset and Upload-Length, as tus has it; GET says what became of it too.',
      request: { params: Named },
      responses: { 200: jsonOf(Upload, 'how far it is, and what became of it') },
    }),
    UPLOAD,
    async (context) => {
      const row = await uploadFor(context.get('caller'), context.req.valid('param').id)
      speak(context)
      tellOffset(context, row, row.received)
      context.header('Upload-Length', String(row.size ?? 0))
      return context.json(uploadOf(row), 200)
    },
    ['not-found'],
  )

  const more = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/uploads/{id}',
      description:
        'Bytes from Upload-Offset on. They are kept as they come: after a broken connection HEAD says where to go on.',
      request: {
        params: Named,
        headers: z.object({
          'tus-resumable': z.string().optional(),
          'upload-offset': z.string().optional(),
          'upload-checksum': z.string().optional(),
        }),
        body: { content: { [BYTES]: { schema: z.string().openapi({ format: 'binary' }) } } },
      },
      responses: { 204: { description: 'kept; with the last byte the document is read' } },
    }),
    UPLOAD,
    async (context) => {
      speak(context)
      mustSpeakTus(context)
      const caller = context.get('caller')
      const row = await uploadFor(caller, context.req.valid('param').id)
      if (context.req.header('content-type') !== BYTES) {
        throw new Problem('unsupported-media-type', { detail: `a piece is ${BYTES}` })
      }
      const offset = numberOf(context, 'upload-offset')
      if (offset !== row.received || row.state !== 'open') throw elsewhere()
      const received = await takePieces(store, row, context.req.raw.body, {
        offset,
        checksum: context.req.header('upload-checksum'),
      })
      tellOffset(context, { ...row, changed_at: now() }, received)
      return context.body(null, 204)
    },
    [
      'not-found',
      'bad-request',
      'conflict',
      'too-large',
      'unsupported-media-type',
      'checksum-mismatch',
      'precondition-failed',
    ],
  )

  const end = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/uploads/{id}',
      request: { params: Named },
      responses: { 204: { description: 'forgotten' } },
    }),
    UPLOAD,
    async (context) => {
      speak(context)
      mustSpeakTus(context)
      const caller = context.get('caller')
      const row = await uploadFor(caller, context.req.valid('param').id)
      if (row.state === 'complete') {
        throw new Problem('conflict', { detail: 'it is whole and is being read' })
      }
      await inTransaction(db, async (trx) => {
        await endUpload(trx, row.id)
        await note(trx, caller, 'upload.end', row, {})
      })
      return context.body(null, 204)
    },
    ['not-found', 'conflict', 'precondition-failed'],
  )

  return [...options, begin, mine, one, more, end]

  function oldest(): string {
    return new Date(Date.parse(now()) - LIFE).toISOString()
  }

  /** Only who began it goes on with it, while they may still bring documents to that release. */
  async function uploadFor(caller: Caller, publicId: string): Promise<UploadRow> {
    const row = await uploadNamed(db, { organisation: caller.organisationId, publicId })
    const isTheirs = row?.created_by === caller.account && row.changed_at >= oldest()
    if (row === undefined || !isTheirs || row.release_id === null) throw new Problem('not-found')
    const release = await db
      .selectFrom('release')
      .select('public_id')
      .where('id', '=', row.release_id)
      .executeTakeFirst()
    if (release === undefined) throw new Problem('not-found')
    await releaseFor(hub, caller, release.public_id, 'upload')
    return row
  }

  async function mustHaveRoom(
    trx: Db,
    { organisationId: organisation }: Caller,
    taken: { readonly count: number; readonly bytes: number },
    size: number,
  ): Promise<void> {
    const given = await setting<{ readonly bytes?: number; readonly count?: number }>(trx, {
      organisation,
      key: UPLOAD_QUOTA,
    })
    const most = {
      bytes: given?.bytes ?? USUAL_UPLOADS * hub.maxUpload,
      count: given?.count ?? USUAL_COUNT,
    }
    if (taken.count < most.count && taken.bytes + size <= most.bytes) return
    throw new Problem('quota-exceeded', {
      detail: `${taken.count} uploads of ${taken.bytes} bytes are on their way; ${most.count} of ${most.bytes} bytes may be`,
      hint: 'end what nobody goes on with, or wait until it is forgotten after a day',
      retryAfterSeconds: RETRY_SECONDS,
    })
  }

  async function note(
    trx: Db,
    caller: Caller,
    action: string,
    row: UploadRow,
    detail: unknown,
  ): Promise<void> {
    await appendAudit(trx, {
      organisation: caller.organisationId,
      at: now(),
      actor: caller.actor,
      action,
      subject: `upload:${row.public_id}`,
      detail,
    })
  }
}

function speak(context: Context<HubEnv>): void {
  context.header('Tus-Resumable', VERSION)
}

function mustSpeakTus(context: Context<HubEnv>): void {
  if (context.req.header('tus-resumable') === VERSION) return
  context.header('Tus-Version', VERSION)
  throw new Problem('precondition-failed', {
    detail: `this hub speaks tus ${VERSION}`,
    hint: `send Tus-Resumable: ${VERSION}`,
  })
}

function numberOf(context: Context<HubEnv>, name: 'upload-length' | 'upload-offset'): number {
  const text = context.req.header(name) ?? ''
  if (NUMBER.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw new Problem('bad-request', { detail: `${name} is to be a number of bytes` })
}

function tellOffset(context: Context<HubEnv>, row: UploadRow, received: number): void {
  context.header('Upload-Offset', String(received))
  if (row.state === 'open') {
    context.header('Upload-Expires', new Date(expiryOf(row)).toUTCString())
  }
}

function expiryOf({ changed_at: changedAt }: UploadRow): number {
  return Date.parse(changedAt) + LIFE
}

function uploadOf(row: UploadRow): ValueOf<typeof Upload> {
  const { filename, sha256 } = row.purpose as Purpose
  const result =
    row.result === null
      ? {}
      : row.state === 'done'
        ? { receipt: row.result as NonNullable<ValueOf<typeof Upload>['receipt']> }
        : { problem: row.result as NonNullable<ValueOf<typeof Upload>['problem']> }
  return {
    id: row.public_id,
    fileName: filename,
    ...(sha256 === undefined ? {} : { sha256 }),
    length: row.size ?? 0,
    offset: row.received,
    state: row.state ?? 'open',
    expiresAt: new Date(expiryOf(row)).toISOString(),
    ...result,
  }
}
