// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { compareComponents } from '@headwater/store/components'
import { compareFindings } from '@headwater/store/findings'
import { Comparison, Id, Instant } from '../api-types/index.ts'
import { buildFor } from '../builds/routes.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { releaseFor } from '../releases/find.ts'

const MOST_DIFFERENCES = 5_000

/** Two releases, two builds, or what was known of one at two moments. */
export function comparisonRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store
  const compare = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/compare',
      description:
        'Each side is a release, or one build of it (`aBuild`), as it stands now or as it was known at an instant (`aAt`).',
      request: {
        query: z.object({
          a: Id,
          b: Id,
          aBuild: Id.optional(),
          bBuild: Id.optional(),
          aAt: Instant.optional(),
          bAt: Instant.optional(),
        }),
      },
      responses: { 200: jsonOf(Comparison, 'what differs') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const { a, b, aBuild, bBuild, aAt, bAt } = context.req.valid('query')
      const left = await sideOf(caller, a, aBuild, aAt)
      const right = await sideOf(caller, b, bBuild, bAt)
      const limit = MOST_DIFFERENCES + 1
      const findings = await compareFindings(db, left.of, right.of, { limit })
      const components = await compareComponents(db, left.of, right.of, limit)
      return context.json(
        {
          a: { title: left.title, at: aAt ?? now() },
          b: { title: right.title, at: bAt ?? now() },
          components: components.slice(0, MOST_DIFFERENCES).map((row) => ({
            name: row.name,
            ...(row.left === null ? {} : { before: row.left.join(', ') }),
            ...(row.right === null ? {} : { after: row.right.join(', ') }),
          })),
          findings: findings.slice(0, MOST_DIFFERENCES).map((row) => ({
            vulnerability: row.vulnerability,
            component: `${row.component} ${row.component_version ?? ''}`.trim(),
            ...(row.left === null ? {} : { before: row.left }),
            ...(row.right === null ? {} : { after: row.right }),
          })),
          truncated: Math.max(findings.length, components.length) > MOST_DIFFERENCES,
        },
        200,
      )
    },
    ['not-found', 'invalid'],
  )
  return [compare]

  async function sideOf(
    caller: Caller,
    id: string,
    buildId: string | undefined,
    at: string | undefined,
  ) {
    const release = await releaseFor(hub, caller, id, 'read')
    const found = buildId === undefined ? undefined : await buildFor(hub, caller, buildId, 'read')
    if (found !== undefined && found.release.id !== release.id) {
      throw new Problem('not-found', { detail: 'the release has no such build' })
    }
    const title = `${release.product} ${release.version}`
    return {
      title: found === undefined ? title : `${title}, ${found.build.name}`,
      of: {
        release: release.id,
        ...(found === undefined ? {} : { build: found.build.id }),
        ...(at === undefined ? {} : { at }),
      },
    }
  }
}
