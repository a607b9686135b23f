// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { componentsOfRelease, type ReleaseComponent } from '@headwater/store/components'
import { compareFindings } from '@headwater/store/findings'
import { Comparison, Id, Instant, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { releaseFor } from '../releases/find.ts'

const MOST_COMPONENTS = 20_000
const MOST_DIFFERENCES = 5_000

/** Two releases, or what was known of one at two moments. */
export function comparisonRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store
  const compare = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/compare',
      request: {
        query: z.object({ a: Id, b: Id, aAt: Instant.optional(), bAt: Instant.optional() }),
      },
      responses: { 200: jsonOf(Comparison, 'what differs') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { a, b, aAt, bAt } = context.req.valid('query')
      const left = await releaseFor(hub, caller, a, 'read')
      const right = await releaseFor(hub, caller, b, 'read')
      const findings = await compareFindings(
        db,
        { release: left.id, ...(aAt === undefined ? {} : { at: aAt }) },
        { release: right.id, ...(bAt === undefined ? {} : { at: bAt }) },
        { limit: MOST_DIFFERENCES },
      )
      const before = await componentsOfRelease(db, left.id, { limit: MOST_COMPONENTS })
      const after = await componentsOfRelease(db, right.id, { limit: MOST_COMPONENTS })
      return context.json(
        {
          a: { title: `${left.product} ${left.version}`, at: aAt ?? now() },
          b: { title: `${right.product} ${right.version}`, at: bAt ?? now() },
          components: differencesOf(before, after),
          findings: findings.map((row) => ({
            vulnerability: row.vulnerability,
            component: `${row.component} ${row.component_version ?? ''}`.trim(),
            ...(row.left === null ? {} : { before: row.left }),
            ...(row.right === null ? {} : { after: row.right }),
          })),
        },
        200,
      )
    },
    ['not-found', 'invalid'],
  )
  return [compare]
}

/** Components by name; several versions of one side stand in one line. */
function differencesOf(
  before: readonly ReleaseComponent[],
  after: readonly ReleaseComponent[],
): ValueOf<typeof Comparison>['components'] {
  const left = versionsByName(before)
  const right = versionsByName(after)
  const names = [...new Set([...left.keys(), ...right.keys()])].sort()
  return names.flatMap((name) => {
    const a = left.get(name)
    const b = right.get(name)
    if (a === b) return []
    return [
      { name, ...(a === undefined ? {} : { before: a }), ...(b === undefined ? {} : { after: b }) },
    ]
  })
}

function versionsByName(rows: readonly ReleaseComponent[]): ReadonlyMap<string, string> {
  const versions = new Map<string, Set<string>>()
  for (const { name, version } of rows) {
    const known = versions.get(name) ?? new Set()
    versions.set(name, known.add(version ?? 'no version'))
  }
  return new Map([...versions].map(([name, set]) => [name, [...set].sort().join(', ')]))
}
