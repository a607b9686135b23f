// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { productDays, type ProductDay } from '@headwater/store/counters'
import {
  newestReleases,
  portfolio,
  productLines,
  products as listProducts,
  releases,
  totals,
  type Product,
  type ProductLine,
} from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import type { Visible } from '@headwater/store/visibility'
import { Id, PageQuery, Portfolio, ReleasePage } from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { readCursor, writeCursor } from '../paging/index.ts'
import { Problem } from '../problem/index.ts'
import { changeRoutes } from './changes.ts'
import { makingRoutes } from './making.ts'
import { productFor } from './rights.ts'
import { countsOf, lineOf, releaseSummary, sumOf } from './shapes.ts'
import { trendOf } from './trend.ts'

const MOST_PRODUCTS = 1_000
const TREND_DAYS = 30

/** Product lines, products and releases: what there is, making more of it, and changing it. */
export function portfolioRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store

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
      const shownLines = []
      for (const line of lines) {
        const own = rows.filter(({ product_line_id }) => product_line_id === line.id)
        if (line.archived_at !== null) continue
        // whoever sees some products only sees the lines that hold them
        if (own.length === 0 && visible.products !== 'all') continue
        const counts =
          own.length === 0 ? sumOf([]) : await totals(db, visible, { productLine: line.id })
        shownLines.push(lineOf(line, own.length, countsOf(counts)))
      }
      return context.json(
        {
          // not the sum of the products: one release may be in several of them
          counts: countsOf(await totals(db, visible)),
          lines: shownLines,
          products,
          archived: await archivedOf(visible, lines),
        },
        200,
      )
    },
  )

  const listReleases = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases',
      request: {
        query: PageQuery.extend({
          product: Id.optional(),
          variant: Id.optional(),
          archived: z.enum(['true', 'false']).default('false').openapi({
            description: 'Whether archived releases are listed too',
          }),
        }),
      },
      responses: { 200: jsonOf(ReleasePage, 'releases, the youngest first') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { cursor, limit, product, variant, archived } = context.req.valid('query')
      const owner =
        product === undefined ? undefined : await productFor(hub, caller, product, 'read')
      const kind =
        variant === undefined
          ? undefined
          : await findRow(db, 'variant', {
              organisation: caller.organisationId,
              publicId: variant,
            })
      if (variant !== undefined && kind === undefined) throw new Problem('not-found')
      const before = cursor === undefined ? undefined : readCursor(cursor, 'id', ['id'])[0]
      const rows = await releases(db, visibleTo(caller), {
        ...(owner === undefined ? {} : { product: owner.id }),
        ...(kind === undefined ? {} : { variant: kind.id }),
        withArchived: archived === 'true',
        ...(before === undefined ? {} : { before }),
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

  /** What is archived, so that it can be brought back. */
  async function archivedOf(visible: Visible, lines: readonly ProductLine[]) {
    const all = await listProducts(db, visible, { withArchived: true, limit: MOST_PRODUCTS })
    const named = (row: ProductLine | Product) => ({ id: row.public_id, name: row.name })
    const isArchived = (row: ProductLine | Product) => row.archived_at !== null
    return {
      products: all.filter(isArchived).map(named),
      lines: visible.products === 'all' ? lines.filter(isArchived).map(named) : [],
    }
  }

  return [whole, listReleases, ...makingRoutes(hub), ...changeRoutes(hub)]
}
