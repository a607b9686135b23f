// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  createProduct,
  createProductLine,
  createRelease,
  createVariant,
  findRelease,
  variants,
} from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { may } from '../access/index.ts'
import { Day, Id, Name, ProductLine, ReleaseSummary, Text } from '../api-types/index.ts'
import { noteDeed } from '../audit/note.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { Identities, refuseTurnedSupport, withoutUndefined } from './fields.ts'
import { mustManage, productFor, rowOfProduct } from './rights.ts'
import { releaseSummary } from './shapes.ts'

const Named = z.object({ name: Name, description: Text.optional() })
const Created = z.object({ id: Id, name: Name }).openapi('Created')

/** More of what there is: lines, products, variants, releases. */
export function makingRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const addLine = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/product-lines',
      request: { body: jsonBody(Named) },
      responses: { 201: jsonOf(ProductLine.pick({ id: true, name: true }), 'made') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { name, description } = context.req.valid('json')
      mustManage(caller)
      const line = await inTransaction(db, async (trx) => {
        const made = await createProductLine(trx, {
          publicId: newId(),
          organisation: caller.organisationId,
          name,
          ...(description === undefined ? {} : { description }),
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'product-line.create',
          subject: `product-line:${made.public_id}`,
          detail: { name },
        })
        return made
      })
      return context.json({ id: line.public_id, name: line.name }, 201)
    },
    ['conflict', 'invalid'],
  )

  const addProduct = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/products',
      request: { body: jsonBody(Named.extend({ line: Id.optional() })) },
      responses: { 201: jsonOf(Created, 'made') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { name, description, line } = context.req.valid('json')
      mustManage(caller)
      const owner =
        line === undefined
          ? undefined
          : await findRow(db, 'product_line', {
              organisation: caller.organisationId,
              publicId: line,
            })
      if (line !== undefined && owner === undefined) {
        throw new Problem('invalid', {
          faults: [{ at: '/line', message: 'there is no such product line' }],
        })
      }
      const product = await inTransaction(db, async (trx) => {
        const made = await createProduct(trx, {
          publicId: newId(),
          organisation: caller.organisationId,
          ...(owner === undefined ? {} : { productLine: owner.id }),
          name,
          ...(description === undefined ? {} : { description }),
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'product.create',
          subject: `product:${made.public_id}`,
          detail: { name },
        })
        return made
      })
      return context.json({ id: product.public_id, name: product.name }, 201)
    },
    ['conflict', 'invalid'],
  )

  const addRelease = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/releases',
      request: {
        body: jsonBody(
          z.object({
            product: Id,
            variant: Id.optional(),
            name: Name,
            description: Text.optional(),
            identities: Identities.default([]),
            releasedOn: Day.optional(),
            supportStart: Day.optional(),
            supportEnd: Day.optional(),
          }),
        ),
      },
      responses: { 201: jsonOf(ReleaseSummary, 'made') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const { product, variant, name, ...more } = context.req.valid('json')
      refuseTurnedSupport(more)
      const owner = await findRow(db, 'product', {
        organisation: caller.organisationId,
        publicId: product,
      })
      if (owner === undefined || !may(caller, 'manage', rowOfProduct(caller, owner.id))) {
        throw new Problem('not-found', { detail: 'there is no such product' })
      }
      const kind =
        variant === undefined
          ? undefined
          : (await variants(db, owner.id)).find(({ public_id }) => public_id === variant)
      if (variant !== undefined && kind === undefined) {
        throw new Problem('invalid', {
          faults: [{ at: '/variant', message: 'the product has no such variant' }],
        })
      }
      const made = await inTransaction(db, async (trx) => {
        const release = await createRelease(trx, {
          publicId: newId(),
          organisation: caller.organisationId,
          product: owner.id,
          ...(kind === undefined ? {} : { variant: kind.id }),
          version: name,
          ...withoutUndefined(more),
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'release.create',
          subject: `release:${release.public_id}`,
          detail: { product, name },
        })
        return release
      })
      const found = await findRelease(db, visibleTo(caller), { id: made.id })
      if (found === undefined) throw new Problem('not-found')
      return context.json(releaseSummary(found), 201)
    },
    ['conflict', 'invalid', 'not-found'],
  )

  const addVariant = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/products/{id}/variants',
      request: { params: z.object({ id: Id }), body: jsonBody(Named) },
      responses: { 201: jsonOf(Created, 'made') },
    }),
    { kind: 'action', action: 'manage' },
    async (context) => {
      const caller = context.get('caller')
      const product = await productFor(hub, caller, context.req.valid('param').id, 'manage')
      const { name, description } = context.req.valid('json')
      const made = await inTransaction(db, async (trx) => {
        const variant = await createVariant(trx, {
          publicId: newId(),
          organisation: caller.organisationId,
          product: product.id,
          name,
          ...(description === undefined ? {} : { description }),
          at: now(),
        })
        await noteDeed(hub, trx, caller, {
          action: 'variant.create',
          subject: `variant:${variant.public_id}`,
          detail: { product: product.public_id, name },
        })
        return variant
      })
      return context.json({ id: made.public_id, name: made.name }, 201)
    },
    ['conflict', 'invalid', 'not-found', 'forbidden'],
  )

  return [addLine, addProduct, addVariant, addRelease]
}
