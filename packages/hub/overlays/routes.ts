// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { saveDocument } from '@headwater/store/documents'
import { addOverlay, overlays, releases, removeOverlay } from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { may } from '../access/index.ts'
import { Id, Overlay } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { spooled } from '../documents/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { enqueueJudgement } from '../judgement/index.ts'
import { productFor, rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { readOverlay, type OverlayKind } from './read.ts'
import { overlayOf } from './shapes.ts'

const Named = z.object({ id: Id })
const Given = z.object({
  kind: z.enum(['identify', 'locations', 'settings']).openapi({
    description:
      'identify: `NAME=purl` or `NAME=cpe`, one a line; locations: a locations file; settings: a headwater.yaml',
  }),
  fileName: z.string().trim().min(1).max(255).default('overlay'),
})
const Listed = z.object({ items: z.array(Overlay) })
const MOST_RELEASES = 100_000

/** What `check` takes beside documents (--identify, --locations, headwater.yaml), kept with a release or a product. */
export function overlayRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/products/{id}/overlays',
      request: { params: Named },
      responses: { 200: jsonOf(Listed, 'what holds for every release of the product') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const { id } = context.req.valid('param')
      const product = await productFor(hub, context.get('caller'), id, 'read')
      const rows = await overlays(db, { product: product.id })
      return context.json({ items: rows.map(overlayOf) }, 200)
    },
    ['not-found'],
  )

  const addToProduct = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/products/{id}/overlays',
      request: { params: Named, query: Given },
      responses: { 201: jsonOf(Listed, 'kept; every release of the product is judged with it') },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const product = await productFor(hub, caller, context.req.valid('param').id, 'judge')
      await add(caller, { product: product.id }, context.req.valid('query'), context.req.raw)
      const rows = await overlays(db, { product: product.id })
      return context.json({ items: rows.map(overlayOf) }, 201)
    },
    ['not-found', 'forbidden', 'unreadable-document', 'too-large', 'bad-request'],
  )

  const addToRelease = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/releases/{id}/overlays',
      request: { params: Named, query: Given },
      responses: { 201: jsonOf(Listed, 'kept; the release is judged with it') },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const { id: release, product_id: product } = await releaseFor(hub, caller, id, 'judge')
      await add(caller, { product, release }, context.req.valid('query'), context.req.raw)
      const rows = await overlays(db, { product, release })
      return context.json({ items: rows.map(overlayOf) }, 201)
    },
    ['not-found', 'forbidden', 'unreadable-document', 'too-large', 'bad-request'],
  )

  const remove = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/overlays/{id}',
      request: { params: Named },
      responses: { 204: { description: 'it holds no more; that it did is kept' } },
    }),
    { kind: 'action', action: 'judge' },
    async (context) => {
      const caller = context.get('caller')
      const row = await findRow(db, 'overlay', {
        organisation: caller.organisationId,
        publicId: context.req.valid('param').id,
      })
      if (row === undefined || !may(caller, 'judge', rowOfProduct(caller, row.product_id))) {
        throw new Problem('not-found')
      }
      const place = {
        product: row.product_id,
        ...(row.release_id === null ? {} : { release: row.release_id }),
      }
      await inTransaction(db, async (trx) => {
        if (!(await removeOverlay(trx, { overlay: row.id, at: now() }))) {
          throw new Problem('not-found')
        }
        await noteDeed(hub, trx, caller, {
          action: 'overlay.remove',
          subject: `overlay:${row.public_id}`,
          detail: { kind: row.kind, name: row.name },
        })
        await judgeAgain(trx, caller, place, row.public_id)
      })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  return [list, addToProduct, addToRelease, remove]

  async function add(
    caller: Caller,
    place: { readonly product: number; readonly release?: number },
    { kind, fileName }: { readonly kind: OverlayKind; readonly fileName: string },
    request: Request,
  ): Promise<void> {
    await spooled(request.body, { limit: hub.maxUpload }, async (file) => {
      const identities = await readOverlay(kind, file)
      const { sha256 } = file
      const document = await saveDocument(db, { sha256, bytes: file.bytes(), at: now() })
      await inTransaction(db, async (trx) => {
        const publicId = newId()
        await addOverlay(trx, {
          ...place,
          publicId,
          organisation: caller.organisationId,
          kind,
          name: fileName,
          document: document.id,
          identities,
          createdBy: caller.account,
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'overlay.add',
          subject: `overlay:${publicId}`,
          detail: { kind, name: fileName, sha256 },
        })
        await judgeAgain(trx, caller, place, publicId)
      })
    })
  }

  async function judgeAgain(
    trx: typeof db,
    caller: Caller,
    { product, release }: { readonly product: number; readonly release?: number },
    overlay: string,
  ): Promise<void> {
    const concerned =
      release === undefined
        ? (
            await releases(trx, visibleTo(caller), {
              product,
              withArchived: true,
              limit: MOST_RELEASES,
            })
          ).map(({ id }) => id)
        : [release]
    for (const id of concerned) {
      await enqueueJudgement(hub, trx, caller.organisationId, id, { overlay })
    }
  }
}
