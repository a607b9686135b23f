// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  findRelease,
  productLines,
  products,
  releases,
  totals,
  updateProduct,
  updateProductLine,
  updateRelease,
  updateVariant,
  variants,
} from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { may } from '../access/index.ts'
import {
  Day,
  Id,
  Name,
  Product,
  ProductLine,
  ReleaseSummary,
  Text,
  type ValueOf,
} from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { enqueueJudgement } from '../judgement/index.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { Identities, refuseTurnedSupport, withoutUndefined } from './fields.ts'
import { mustManage, productFor, rowOfOrganisation } from './rights.ts'
import { countsOf, lineOf, releaseSummary } from './shapes.ts'

const Named = z.object({ id: Id })
const MOST_PRODUCTS = 10_000
const MOST_RELEASES = 100_000
const SECOND_PAIR = { inherited: null, required: true, 'not-required': false } as const

/** What there is, changed: names, support, archives, and whether one person's word is enough. */
export function changeRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

  const changeLine = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/product-lines/{id}',
      request: {
        params: Named,
        body: jsonBody(
          z
            .object({
              name: Name,
              description: Text,
              secondPair: z.enum(['inherited', 'required', 'not-required']),
              archived: z.boolean(),
            })
            .partial(),
        ),
      },
      responses: { 200: jsonOf(ProductLine, 'as it is now') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      mustManage(caller)
      const { secondPair, archived, ...fields } = context.req.valid('json')
      // who may loosen a policy is not who works under it
      if (secondPair !== undefined && !may(caller, 'administer', rowOfOrganisation(caller))) {
        throw new Problem('forbidden', { detail: 'a policy is changed by administrators' })
      }
      const line = await findRow(db, 'product_line', {
        organisation: caller.organisationId,
        publicId: context.req.valid('param').id,
      })
      if (line === undefined) throw new Problem('not-found')
      const changed = await inTransaction(db, async (trx) => {
        if (archived === true) await mustBeEmpty(trx, caller, line.id)
        const row = await updateProductLine(trx, line.id, {
          ...withoutUndefined(fields),
          ...(archived === undefined ? {} : { archivedAt: archived ? now() : null }),
          ...(secondPair === undefined ? {} : { needsSecondPair: SECOND_PAIR[secondPair] }),
        })
        await noteDeed(hub, trx, caller, {
          action: 'product-line.change',
          subject: `product-line:${line.public_id}`,
          detail: context.req.valid('json'),
        })
        return row
      })
      const visible = visibleTo(caller)
      const own = await products(db, visible, { productLine: line.id, limit: MOST_PRODUCTS })
      const counts = countsOf(await totals(db, visible, { productLine: line.id }))
      return context.json(lineOf(changed, own.length, counts), 200)
    },
    ['not-found', 'conflict', 'invalid'],
  )

  const oneProduct = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/products/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(Product, 'the product') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      return context.json(await productOf(caller, context.req.valid('param').id), 200)
    },
    ['not-found'],
  )

  const changeProduct = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/products/{id}',
      request: {
        params: Named,
        body: jsonBody(
          z
            .object({ name: Name, description: Text, line: Id.nullable(), archived: z.boolean() })
            .partial(),
        ),
      },
      responses: { 200: jsonOf(Product, 'as it is now') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const product = await productFor(hub, caller, id, 'manage')
      const { line, archived, ...fields } = context.req.valid('json')
      // a product's line decides which policy holds for it
      if (line !== undefined) mustManage(caller)
      const owner =
        line === undefined || line === null
          ? line
          : ((await findRow(db, 'product_line', {
              organisation: caller.organisationId,
              publicId: line,
            })) ?? noSuchLine())
      await inTransaction(db, async (trx) => {
        await updateProduct(trx, product.id, {
          ...withoutUndefined(fields),
          ...(owner === undefined ? {} : { productLine: owner?.id ?? null }),
          ...(archived === undefined ? {} : { archivedAt: archived ? now() : null }),
        })
        await noteDeed(hub, trx, caller, {
          action: 'product.change',
          subject: `product:${product.public_id}`,
          detail: context.req.valid('json'),
        })
        // verdicts that hold for a line hold here now, or no more
        if (owner !== undefined && (owner?.id ?? null) !== product.product_line_id) {
          const own = { product: product.id, withArchived: true, limit: MOST_RELEASES }
          for (const each of await releases(trx, visibleTo(caller), own)) {
            await enqueueJudgement(hub, trx, caller.organisationId, each.id, { line: line ?? null })
          }
        }
      })
      return context.json(await productOf(caller, id), 200)
    },
    ['not-found', 'conflict', 'invalid', 'forbidden'],
  )

  const changeVariant = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/variants/{id}',
      request: {
        params: Named,
        body: jsonBody(
          z.object({ name: Name, description: Text, archived: z.boolean() }).partial(),
        ),
      },
      responses: { 200: jsonOf(Product, 'its product as it is now') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const variant = await findRow(db, 'variant', {
        organisation: caller.organisationId,
        publicId: context.req.valid('param').id,
      })
      const product = variant && (await publicIdOf(variant.product_id))
      if (variant === undefined || product === undefined) throw new Problem('not-found')
      await productFor(hub, caller, product, 'manage')
      const { archived, ...fields } = context.req.valid('json')
      await inTransaction(db, async (trx) => {
        await updateVariant(trx, variant.id, {
          ...withoutUndefined(fields),
          ...(archived === undefined ? {} : { archivedAt: archived ? now() : null }),
        })
        await noteDeed(hub, trx, caller, {
          action: 'variant.change',
          subject: `variant:${variant.public_id}`,
          detail: context.req.valid('json'),
        })
      })
      return context.json(await productOf(caller, product), 200)
    },
    ['not-found', 'conflict', 'invalid', 'forbidden'],
  )

  const changeRelease = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/releases/{id}',
      request: {
        params: Named,
        body: jsonBody(
          z
            .object({
              name: Name,
              description: Text,
              variant: Id.nullable(),
              releasedOn: Day.nullable(),
              supportStart: Day.nullable(),
              supportEnd: Day.nullable(),
              identities: Identities,
              archived: z.boolean(),
            })
            .partial(),
        ),
      },
      responses: { 200: jsonOf(ReleaseSummary, 'as it is now') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const release = await releaseFor(hub, caller, id, 'manage')
      const { name, variant, archived, ...fields } = context.req.valid('json')
      refuseTurnedSupport({
        supportStart:
          fields.supportStart === undefined ? release.support_start : fields.supportStart,
        supportEnd: fields.supportEnd === undefined ? release.support_end : fields.supportEnd,
      })
      const kind =
        variant === undefined || variant === null
          ? variant
          : ((await variants(db, release.product_id)).find(
              ({ public_id }) => public_id === variant,
            ) ?? noSuchVariant())
      await inTransaction(db, async (trx) => {
        await updateRelease(trx, release.id, {
          ...withoutUndefined(fields),
          ...(name === undefined ? {} : { version: name }),
          ...(kind === undefined ? {} : { variant: kind?.id ?? null }),
          ...(archived === undefined ? {} : { archivedAt: archived ? now() : null }),
        })
        await noteDeed(hub, trx, caller, {
          action: 'release.change',
          subject: `release:${release.public_id}`,
          detail: context.req.valid('json'),
        })
        // what came in while it was archived did not reach it
        if (archived === false) {
          const cause = { release: release.public_id }
          await enqueueJudgement(hub, trx, caller.organisationId, release.id, cause)
        }
      })
      const found = await findRelease(db, visibleTo(caller), { id: release.id })
      if (found === undefined) throw new Problem('not-found')
      return context.json(releaseSummary(found), 200)
    },
    ['not-found', 'conflict', 'invalid', 'forbidden'],
  )

  return [changeLine, oneProduct, changeProduct, changeVariant, changeRelease]

  /** Products would be in a line that no page shows. */
  async function mustBeEmpty(trx: typeof db, caller: Caller, productLine: number): Promise<void> {
    const [one] = await products(trx, visibleTo(caller), { productLine, limit: 1 })
    if (one === undefined) return
    throw new Problem('conflict', {
      detail: `${one.name} is in this line`,
      hint: 'archive its products, or move them to another line, first',
    })
  }

  async function publicIdOf(product: number): Promise<string | undefined> {
    const row = await db
      .selectFrom('product')
      .select('public_id')
      .where('id', '=', product)
      .executeTakeFirst()
    return row?.public_id
  }

  async function productOf(caller: Caller, publicId: string): Promise<ValueOf<typeof Product>> {
    const row = await productFor(hub, caller, publicId, 'read')
    const visible = visibleTo(caller)
    const lines = await productLines(db, caller.organisationId)
    const line = lines.find(({ id }) => id === row.product_line_id)
    const own = await releases(db, visible, { product: row.id, limit: MOST_PRODUCTS })
    return {
      id: row.public_id,
      name: row.name,
      description: row.description ?? '',
      ...(line === undefined ? {} : { line: { id: line.public_id, name: line.name } }),
      variants: (await variants(db, row.id)).map((variant) => ({
        id: variant.public_id,
        name: variant.name,
        description: variant.description ?? '',
        releaseCount: own.filter(({ variant_id }) => variant_id === variant.id).length,
        archived: variant.archived_at !== null,
        version: variant.revision,
      })),
      releaseCount: own.length,
      counts: countsOf(await totals(db, visible, { product: row.id })),
      archived: row.archived_at !== null,
      version: row.revision,
    }
  }
}

function noSuchLine(): never {
  throw new Problem('invalid', {
    faults: [{ at: '/line', message: 'there is no such product line' }],
  })
}

function noSuchVariant(): never {
  throw new Problem('invalid', {
    faults: [{ at: '/variant', message: 'the product has no such variant' }],
  })
}
