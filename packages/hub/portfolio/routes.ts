// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { appendAudit } from '@headwater/store/audit'
import { productDays, type ProductDay } from '@headwater/store/counters'
import {
  createProduct,
  createProductLine,
  createRelease,
  findRelease,
  newestReleases,
  portfolio,
  productLines,
  releases,
} from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { may } from '../access/index.ts'
import {
  Day,
  Id,
  Name,
  PageQuery,
  Portfolio,
  ProductLine,
  ReleasePage,
  ReleaseSummary,
  Text,
} from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { Problem } from '../problem/index.ts'
import { countsOf, releaseSummary, sumOf } from './shapes.ts'
import { trendOf } from './trend.ts'

const MOST_PRODUCTS = 1_000
const TREND_DAYS = 30
const Named = z.object({ name: Name, description: Text.optional() })
const Created = z.object({ id: Id, name: Name }).openapi('Created')

/** Product lines, products and releases: what there is, and making more of it. */
export function portfolioRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const whole = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/portfolio',
      responses: { 200: jsonOf(Portfolio, 'every product with its counts and trend') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const visible = visibleTo(context.get('caller'))
      const rows = await portfolio(db, visible, { limit: MOST_PRODUCTS })
      const lines = await productLines(db, visible.organisation)
      const newest = new Map(
        (await newestReleases(db, visible)).map((release) => [release.product_public_id, release]),
      )
      const to = now().slice(0, 10)
      const from = new Date(Date.parse(now()) - TREND_DAYS * 86_400_000).toISOString().slice(0, 10)
      const days = new Map<number, ProductDay[]>()
      for (const day of await productDays(db, visible, { from, to })) {
        const known = days.get(day.product_id)
        if (known === undefined) days.set(day.product_id, [day])
        else known.push(day)
      }
      const products = rows.map((row) => {
        const line = lines.find(({ id }) => id === row.product_line_id)
        const release = newest.get(row.public_id)
        return {
          product: { id: row.public_id, name: row.name },
          ...(line === undefined ? {} : { line: { id: line.public_id, name: line.name } }),
          ...(release === undefined ? {} : { release: releaseSummary(release) }),
          counts: countsOf(row),
          trend: trendOf(row, days.get(row.id) ?? [], { from, to }),
        }
      })
      return context.json(
        {
          counts: sumOf(rows),
          lines: lines.map((line) => {
            const own = rows.filter(({ product_line_id }) => product_line_id === line.id)
            return {
              id: line.public_id,
              name: line.name,
              description: line.description ?? '',
              productCount: own.length,
              counts: sumOf(own),
            }
          }),
          products,
        },
        200,
      )
    },
  )

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
        await audit(trx, caller, 'product-line.create', `product-line:${made.public_id}`, { name })
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
        await audit(trx, caller, 'product.create', `product:${made.public_id}`, { name })
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
            name: Name,
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
      const { product, name, ...days } = context.req.valid('json')
      const owner = await findRow(db, 'product', {
        organisation: caller.organisationId,
        publicId: product,
      })
      if (owner === undefined || !may(caller, 'manage', rowOfProduct(caller, owner.id))) {
        throw new Problem('not-found', { detail: 'there is no such product' })
      }
      const made = await inTransaction(db, async (trx) => {
        const release = await createRelease(trx, {
          publicId: newId(),
          organisation: caller.organisationId,
          product: owner.id,
          version: name,
          ...days,
          at: now(),
        })
        await audit(trx, caller, 'release.create', `release:${release.public_id}`, {
          product,
          name,
        })
        return release
      })
      const found = await findRelease(db, visibleTo(caller), { id: made.id })
      if (found === undefined) throw new Problem('not-found')
      return context.json(releaseSummary(found, 'empty'), 201)
    },
    ['conflict', 'invalid', 'not-found'],
  )

  const listReleases = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases',
      request: { query: PageQuery.extend({ product: Id.optional() }) },
      responses: { 200: jsonOf(ReleasePage, 'releases, the youngest first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { cursor, limit, product } = context.req.valid('query')
      const owner =
        product === undefined
          ? undefined
          : await findRow(db, 'product', {
              organisation: caller.organisationId,
              publicId: product,
            })
      if (product !== undefined && owner === undefined) throw new Problem('not-found')
      const before = cursor === undefined ? undefined : readCursor(cursor, 'id', 1).keys[0]
      const rows = await releases(db, visibleTo(caller), {
        ...(owner === undefined ? {} : { product: owner.id }),
        ...(typeof before === 'number' ? { before } : {}),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const hasMore = rows.length > limit && last !== undefined
      return context.json(
        {
          items: shown.map((row) => releaseSummary(row)),
          ...(hasMore ? { next: writeCursor({ sort: 'id', keys: [last.id] }) } : {}),
        },
        200,
      )
    },
    ['bad-request', 'not-found'],
  )

  return [whole, addLine, addProduct, addRelease, listReleases]
}

/** What belongs to a product, as `access` sees it. */
export function rowOfProduct(caller: Caller, product: number) {
  return {
    organisation: caller.organisation,
    visibility: 'product',
    product: String(product),
  } as const
}

/** Lines and products themselves are the organisation's: a role for one product does not make others. */
function mustManage(caller: Caller): void {
  if (!may(caller, 'manage', { organisation: caller.organisation, visibility: 'organisation' })) {
    throw new Problem('forbidden', { detail: 'this needs the right to manage the organisation' })
  }
}

async function audit(
  db: Parameters<typeof appendAudit>[0],
  caller: Caller,
  action: string,
  subject: string,
  detail: unknown,
): Promise<void> {
  await appendAudit(db, {
    organisation: caller.organisationId,
    at: new Date().toISOString(),
    actor: caller.actor,
    action,
    subject,
    detail,
  })
}
