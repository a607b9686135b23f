// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { csafText, cycloneDxText, openVexText, spdx3Text } from '@headwater/domain/vex-documents'
import { FormatError } from '@headwater/formats/fault'
import { findingChanges, findingStatements } from '@headwater/store/findings'
import { organisationOf } from '@headwater/store/portfolio'
import { findRow } from '@headwater/store/rows'
import { may } from '../access/index.ts'
import { Id, Sha256 } from '../api-types/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, type Caller, type HubRoute } from '../http/index.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'
import { atomText } from './atom.ts'
import { csvText } from './csv.ts'
import { sbomOfRelease } from './sbom.ts'
import { toldOf, toldOfRelease } from './told.ts'

const Named = z.object({ id: Id })
const READ = { kind: 'action', action: 'read' } as const
const NEWS = 100

/** What others take from a hub: each is an address that a job can fetch with a token. */
export function exportRoutes(hub: Hub): readonly HubRoute[] {
  const { store } = hub
  const { db } = store

  const vex = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/vex/{format}',
      request: {
        params: Named.extend({ format: z.enum(['openvex', 'csaf', 'cyclonedx', 'spdx3']) }),
      },
      responses: { 200: { description: 'the VEX document of what stands now' } },
    }),
    READ,
    async (context) => {
      const caller = context.get('caller')
      const { id, format } = context.req.valid('param')
      const release = await releaseFor(hub, caller, id, 'read')
      const title = `${release.product} ${release.version}`
      const told = await toldOfRelease(hub, { id: release.id, title })
      if (told.findings.length === 0 && format !== 'cyclonedx') {
        throw new Problem('not-found', {
          detail:
            'nothing is said of any vulnerability, and a VEX document without statements is none',
        })
      }
      const author = (await organisationOf(db, { id: caller.organisationId }))?.name ?? 'unknown'
      try {
        return file(
          WRITERS[format].write(told, author),
          WRITERS[format].type,
          `${title}.${format}.json`,
        )
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
        throw new Problem('unreadable-document', {
          detail: `what stands cannot be said in ${format}`,
          faults: error.faults.slice(0, 20).map(({ message }) => ({ at: '', message })),
        })
      }
    },
    ['not-found', 'unreadable-document'],
  )

  const csv = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/findings.csv',
      request: { params: Named },
      responses: { 200: { description: 'every finding that stands, as a table' } },
    }),
    READ,
    async (context) => {
      const release = await releaseFor(
        hub,
        context.get('caller'),
        context.req.valid('param').id,
        'read',
      )
      const rows: (readonly (string | number | undefined)[])[] = []
      for await (const part of findingStatements(db, release.id)) {
        for (const row of part) {
          const { vulnerability, component, fixedIn, severity, justification } = toldOf(row)
          rows.push([
            vulnerability.id,
            vulnerability.aliases.join(' '),
            vulnerability.title,
            component.name,
            component.version,
            component.purls[0],
            row.verdict,
            justification,
            row.rule,
            row.reason,
            severity?.score,
            severity?.vector,
            row.is_exploited ? 'yes' : 'no',
            row.epss ?? undefined,
            fixedIn.join(' '),
            row.first_seen,
            row.changed_at,
          ])
        }
      }
      const text = csvText(COLUMNS, rows)
      return file(
        text,
        'text/csv; charset=utf-8; header=present',
        `${release.product} ${release.version}.csv`,
      )
    },
    ['not-found'],
  )

  const json = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/findings.json',
      request: { params: Named },
      responses: { 200: { description: 'every finding that stands, with its evidence' } },
    }),
    READ,
    async (context) => {
      const release = await releaseFor(
        hub,
        context.get('caller'),
        context.req.valid('param').id,
        'read',
      )
      const findings: object[] = []
      for await (const part of findingStatements(db, release.id)) {
        for (const row of part) {
          findings.push({
            ...toldOf(row),
            decidedBy: row.decided_by,
            exploited: row.is_exploited,
            ...(row.epss === null ? {} : { epss: row.epss }),
            firstSeenAt: row.first_seen,
            changedAt: row.changed_at,
            evidence: row.evidence,
          })
        }
      }
      const text = `${JSON.stringify({ release: release.public_id, at: store.now(), findings }, undefined, 2)}\n`
      return file(text, 'application/json', `${release.product} ${release.version}.json`)
    },
    ['not-found'],
  )

  const sboms = SBOMS.map(({ path, target, type }) =>
    hubRoute(
      createRoute({
        method: 'get',
        path: `/api/v1/releases/{id}/${path}`,
        request: { params: Named, query: z.object({ document: Sha256.optional() }) },
        responses: {
          200: {
            description:
              'a document of the release in this format: the one with the hash, else the last of the lane that says most',
          },
        },
      }),
      READ,
      async (context) => {
        const release = await releaseFor(
          hub,
          context.get('caller'),
          context.req.valid('param').id,
          'read',
        )
        const { document } = context.req.valid('query')
        const text = await sbomOfRelease(hub, release.id, target, document)
        return file(
          text,
          type,
          `${release.product} ${release.version}.${path.replace('sbom.', '')}`,
        )
      },
      ['not-found', 'unreadable-document', 'too-large'],
    ),
  )

  const ofRelease = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/releases/{id}/atom.xml',
      request: { params: Named },
      responses: { 200: { description: 'what changed, as an Atom feed' } },
    }),
    READ,
    async (context) => {
      const caller = context.get('caller')
      const release = await releaseFor(hub, caller, context.req.valid('param').id, 'read')
      const title = `${release.product} ${release.version}`
      return news(
        caller,
        context.req.path,
        { id: release.public_id, title },
        { release: release.id },
      )
    },
    ['not-found'],
  )

  const ofProduct = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/products/{id}/atom.xml',
      request: { params: Named },
      responses: { 200: { description: 'what changed, as an Atom feed' } },
    }),
    READ,
    async (context) => {
      const caller = context.get('caller')
      const product = await findRow(db, 'product', {
        organisation: caller.organisationId,
        publicId: context.req.valid('param').id,
      })
      if (product === undefined || !may(caller, 'read', rowOfProduct(caller, product.id))) {
        throw new Problem('not-found')
      }
      const of = { id: product.public_id, title: product.name }
      return news(caller, context.req.path, of, { product: product.id })
    },
    ['not-found'],
  )

  const ofAll = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/atom.xml',
      responses: {
        200: { description: 'what changed in everything that you may see, as an Atom feed' },
      },
    }),
    READ,
    async (context) => {
      const caller = context.get('caller')
      const home = await organisationOf(db, { id: caller.organisationId })
      if (home === undefined) throw new Problem('not-found')
      return news(caller, context.req.path, { id: home.public_id, title: home.name }, {})
    },
  )

  async function news(
    caller: Caller,
    path: string,
    of: { readonly id: string; readonly title: string },
    where: { readonly release?: number; readonly product?: number },
  ): Promise<Response> {
    const changes = await findingChanges(db, visibleTo(caller), {
      ...where,
      direction: 'down',
      limit: NEWS,
    })
    const { origin } = hub.publicUrl
    const text = atomText({ ...of, self: `${origin}${path}`, origin, now: store.now(), changes })
    return new Response(text, {
      headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
    })
  }

  return [vex, csv, json, ...sboms, ofRelease, ofProduct, ofAll]
}

const WRITERS = {
  openvex: { write: openVexText, type: 'application/json' },
  csaf: { write: csafText, type: 'application/json' },
  cyclonedx: { write: cycloneDxText, type: 'application/vnd.cyclonedx+json' },
  spdx3: { write: spdx3Text, type: 'application/spdx+json' },
} as const

const SBOMS = [
  { path: 'sbom.spdx3.json', target: 'spdx-3.0.1', type: 'application/spdx+json' },
  { path: 'sbom.spdx.json', target: 'spdx-2.3', type: 'application/spdx+json' },
  { path: 'sbom.cdx.json', target: 'cyclonedx-1.7', type: 'application/vnd.cyclonedx+json' },
] as const

const COLUMNS = [
  'vulnerability',
  'aliases',
  'title',
  'component',
  'version',
  'purl',
  'verdict',
  'justification',
  'rule',
  'reason',
  'severity',
  'vector',
  'exploited',
  'epss',
  'fixed in',
  'first seen',
  'changed',
]

/** To be saved, never shown: what strangers wrote does not become a page of this origin. */
function file(text: string, type: string, name: string): Response {
  const plain = name.replaceAll(/[^\w. -]/g, '_')
  return new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(Buffer.from(name).toString()).replaceAll("'", '%27')}`,
    },
  })
}
