// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import type { ComponentIdentity } from '@headwater/domain/matching'
import { findComponents, searchComponents, whereIsComponent } from '@headwater/store/components'
import { findingCounters } from '@headwater/store/counters'
import { whereIsFile, type FilePlace } from '@headwater/store/files'
import { listFindings } from '@headwater/store/findings'
import { products } from '@headwater/store/portfolio'
import type { Visible } from '@headwater/store/visibility'
import { findVulnerability } from '@headwater/store/vulnerabilities'
import {
  Component,
  FileContent,
  Key,
  SearchResult,
  Vulnerability,
  type ValueOf,
} from '../api-types/index.ts'
import { findingRow, ratingOf } from '../findings/shapes.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { countsOf } from '../portfolio/shapes.ts'
import { Problem } from '../problem/index.ts'

const MOST_PLACES = 200
const MOST_RESULTS = 50
const NEWEST = { sort: 'priority', direction: 'down', limit: 50 } as const

/** Components, files and vulnerabilities: everything known of one, and everywhere it is. */
export function catalogueRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store

  const component = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/components/{id}',
      request: { params: z.object({ id: Key }) },
      responses: { 200: jsonOf(Component, 'the component') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const visible = visibleTo(context.get('caller'))
      const id = Number(context.req.valid('param').id)
      const places = await whereIsComponent(db, visible, { id }, { limit: MOST_PLACES })
      const [row] = await findComponents(db, [id])
      const rows = await listFindings(db, visible, { component: id }, NEWEST)
      // components are global: one that is in nothing that the caller sees is not there. In no document, but found: an overlay says who it is.
      const isFoundOnly = places.length === 0
      if (row === undefined || (isFoundOnly && rows.length === 0)) throw new Problem('not-found')
      const named = await whereIsComponent(db, visible, { name: row.name }, { limit: MOST_PLACES })
      const counters = await findingCounters(db, visible, { component: id })
      return context.json(
        {
          id: String(id),
          name: row.name,
          ...(row.version === null ? {} : { version: row.version }),
          purls: [...(row.facts.purls ?? [])],
          cpes: [...(row.facts.cpes ?? [])],
          identifiedBy: whoIdentifies(
            places.every(({ is_overlaid }) => is_overlaid),
            isNamed(row.facts),
          ),
          // places are listed up to a limit, and not all of them have findings
          releaseCount: Math.max(places.length, counters.releases),
          counts: countsOf(counters),
          occurrences: places.map((place) => ({
            release: { id: place.release_public_id, name: place.release_version },
            product: { id: place.product_public_id, name: place.product },
            lanes: [...place.lanes],
          })),
          findings: rows.map(findingRow),
          otherVersions: otherVersions(named, id),
        },
        200,
      )
    },
    ['not-found'],
  )

  const file = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/files/{digest}',
      request: {
        params: z.object({ digest: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) }),
      },
      responses: { 200: jsonOf(FileContent, 'the content and everywhere it is') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const { digest } = context.req.valid('param')
      const what = digest.length === 64 ? { sha256: digest } : { sha1: digest }
      const places = await whereIsFile(db, visibleTo(context.get('caller')), what, {
        limit: MOST_PLACES,
      })
      if (places.length === 0) throw new Problem('not-found')
      return context.json(
        {
          digest,
          names: [...new Set(places.map(({ path }) => path))],
          occurrences: places.map(placeOfFile),
        },
        200,
      )
    },
    ['not-found'],
  )

  const vulnerability = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/vulnerabilities/{id}',
      request: { params: z.object({ id: z.string().min(1).max(200) }) },
      responses: { 200: jsonOf(Vulnerability, 'what is known of it and where it is') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const visible = visibleTo(context.get('caller'))
      const [row] = await findVulnerability(db, context.req.valid('param').id)
      if (row === undefined) throw new Problem('not-found')
      const rows = await listFindings(db, visible, { vulnerability: row.id }, NEWEST)
      return context.json(
        {
          id: row.name,
          aliases: row.aliases.filter((alias) => alias !== row.name),
          ...(row.title === null ? {} : { title: row.title }),
          ...(row.severity < 0
            ? {}
            : {
                severity: {
                  score: row.severity / 10,
                  rating: ratingOf(row.severity),
                  vector: row.vector ?? '',
                },
              }),
          exploited: row.kev.map(({ catalogue, since }) => ({
            catalogue,
            ...(since === null ? {} : { since }),
          })),
          ...(row.published_at === null ? {} : { publishedAt: row.published_at }),
          ...(row.modified_at === null ? {} : { modifiedAt: row.modified_at }),
          records: row.advisories.map((id) => ({ id, source: sourceOf(id) })),
          references: [],
          counts: countsOf(await findingCounters(db, visible, { vulnerability: row.id })),
          findings: rows.map(findingRow),
        },
        200,
      )
    },
    ['not-found'],
  )

  const search = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/search',
      request: { query: z.object({ q: z.string().trim().min(1).max(300) }) },
      responses: {
        200: jsonOf(
          z.object({ items: z.array(SearchResult) }),
          'products, components, files, vulnerabilities',
        ),
      },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const visible = visibleTo(context.get('caller'))
      const { q } = context.req.valid('query')
      const items = [
        ...(await findVulnerabilities(hub, visible, q)),
        ...(await findProducts(hub, visible, q)),
        ...(await findNamedComponents(hub, visible, q)),
        ...(await findFiles(hub, visible, q)),
      ]
      return context.json({ items: items.slice(0, MOST_RESULTS) }, 200)
    },
    ['invalid'],
  )

  return [component, file, vulnerability, search]
}

type Result = ValueOf<typeof SearchResult>

async function findVulnerabilities({ store }: Hub, visible: Visible, q: string): Promise<Result[]> {
  const results: Result[] = []
  for (const row of await findVulnerability(store.db, q)) {
    const { releases } = await findingCounters(store.db, visible, { vulnerability: row.id })
    results.push({
      kind: 'vulnerability',
      id: row.name,
      title: row.name,
      detail: `${row.title ?? 'a vulnerability'}; in ${releases} releases`,
      releaseCount: releases,
    })
  }
  return results
}

async function findProducts({ store }: Hub, visible: Visible, q: string): Promise<Result[]> {
  const rows = await products(store.db, visible, { limit: 1_000 })
  return rows
    .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
    .slice(0, 10)
    .map(({ public_id, name }) => ({
      kind: 'product',
      id: public_id,
      title: name,
      detail: 'a product',
    }))
}

async function findNamedComponents({ store }: Hub, visible: Visible, q: string): Promise<Result[]> {
  const rows = await searchComponents(store.db, visible, { text: q, limit: 20 })
  return rows.map(({ id, name, version, purl }) => ({
    kind: 'component',
    id: String(id),
    title: `${name} ${version ?? ''}`.trim(),
    detail: purl ?? 'a component',
  }))
}

async function findFiles({ store }: Hub, visible: Visible, q: string): Promise<Result[]> {
  const text = q.toLowerCase()
  const what = /^[0-9a-f]{64}$/.test(text)
    ? { sha256: text }
    : /^[0-9a-f]{40}$/.test(text)
      ? { sha1: text }
      : { path: q }
  const places = await whereIsFile(store.db, visible, what, { limit: MOST_PLACES })
  const byContent = new Map<string, FilePlace[]>()
  for (const place of places) {
    const digest = place.sha256 ?? place.sha1
    if (digest === null) continue
    byContent.set(digest, [...(byContent.get(digest) ?? []), place])
  }
  return [...byContent].slice(0, 20).map(([digest, list]) => ({
    kind: 'file',
    id: digest,
    title: list[0]?.path ?? digest,
    detail: `in ${list.length} releases`,
    releaseCount: list.length,
  }))
}

/** Matching finds it by more than its name. */
function isNamed({ purls = [], cpes = [] }: ComponentIdentity): boolean {
  return purls.length + cpes.length > 0
}

function placeOfFile(place: FilePlace) {
  return {
    release: { id: place.release_public_id, name: place.release_version },
    product: { id: place.product_public_id, name: place.product },
    lanes: [...place.lanes],
    path: place.path,
    reach: place.roles.join(', '),
  }
}

function otherVersions(
  places: Awaited<ReturnType<typeof whereIsComponent>>,
  self: number,
): { id: string; version: string; releaseCount: number }[] {
  const counts = new Map<number, { version: string; releaseCount: number }>()
  for (const { component_id: id, version } of places) {
    if (id === self || version === null) continue
    const known = counts.get(id)
    counts.set(id, { version, releaseCount: (known?.releaseCount ?? 0) + 1 })
  }
  return [...counts].map(([id, said]) => ({ id: String(id), ...said }))
}

function sourceOf(id: string): string {
  return id.startsWith('CVE-') ? 'CVE' : (id.split('-')[0] ?? 'OSV')
}

function whoIdentifies(isOverlaid: boolean, isInDocument: boolean): 'user' | 'document' | 'nobody' {
  if (isOverlaid) return 'user'
  return isInDocument ? 'document' : 'nobody'
}
