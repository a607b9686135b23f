// SPDX-License-Identifier: Apache-2.0
import { createRoute } from '@hono/zod-openapi'
import { noteVisit } from '@headwater/store/accounts'
import { assessments } from '@headwater/store/assessments'
import { unknownByRule } from '@headwater/store/counters'
import { driftTotals } from '@headwater/store/drift'
import { listFindings } from '@headwater/store/findings'
import { releasesEndingBy, totals } from '@headwater/store/portfolio'
import type { Visible } from '@headwater/store/visibility'
import { Today, type ValueOf } from '../api-types/index.ts'
import { findingRow } from '../findings/shapes.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, type HubRoute } from '../http/index.ts'
import { countsOf } from '../portfolio/shapes.ts'

const SHOWN = 10
const DAY = 86_400_000
const WEEK = 7 * DAY
const MOST_WAITING = 1_000
const SOON = 90 * DAY

/** What changed since you looked, what is affected, what is due, what is unknown for lack of evidence. */
export function todayRoutes(hub: Hub): readonly HubRoute[] {
  const { db } = hub.store
  const today = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/today',
      responses: { 200: jsonOf(Today, 'the page Today') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const caller = context.get('caller')
      const visible = visibleTo(caller)
      const since = await lastVisit(hub, caller.account, caller.organisationId)
      const before = new Date(Date.parse(since) - DAY).toISOString().slice(0, 10)
      const at = hub.store.now()
      const drift = await driftTotals(db, visible, { at, limit: SHOWN })
      const changed = await changedSince(hub, visible, since)
      const affected = await listFindings(
        db,
        visible,
        { verdicts: ['affected'] },
        { sort: 'priority', direction: 'down', limit: SHOWN },
      )
      return context.json(
        {
          since,
          counts: countsOf(await totals(db, visible)),
          // counts of the past are kept by day: the last whole one before that look
          beforeOn: before,
          before: countsOf(await totals(db, visible, { day: before })),
          changed: changed.map(findingRow),
          affected: affected.map(findingRow),
          due: await whatIsDue(hub, visible),
          unknown: await whyUnknown(hub, visible),
          ailments: await ailmentsOf(hub, caller.organisationId),
          drift: drift.map((row) => ({
            release: { id: row.release_public_id, name: row.release_version, product: row.product },
            counts: { open: row.open, accepted: row.accepted },
            lastAt: row.last_at,
          })),
          waiting: (await assessments(db, visible, { states: ['proposed'], limit: MOST_WAITING }))
            .length,
        },
        200,
      )
    },
  )
  return [today]
}

/** What stands and what was closed, the last first: each has an index of its own. */
async function changedSince({ store }: Hub, visible: Visible, since: string) {
  const lists = []
  for (const state of ['open', 'closed'] as const) {
    const filter = { changedSince: since, state }
    const page = { sort: 'changedAt', direction: 'down', limit: SHOWN } as const
    lists.push(await listFindings(store.db, visible, filter, page))
  }
  return lists
    .flat()
    .sort((a, b) => (a.changed_at < b.changed_at ? 1 : -1))
    .slice(0, SHOWN)
}

/** What is loaded again within the same hour shows what it did at first. */
const SAME_LOOK = 3_600_000

/** Since when changes are told: the look before this one; a week at the first. */
async function lastVisit({ store }: Hub, account: number, organisation: number): Promise<string> {
  const at = Date.parse(store.now())
  const sameSince = new Date(at - SAME_LOOK).toISOString()
  const before = await noteVisit(store.db, {
    account,
    organisation,
    at: store.now(),
    sameSince,
  })
  return before ?? new Date(at - WEEK).toISOString()
}

async function whatIsDue({ store }: Hub, visible: Visible): Promise<ValueOf<typeof Today>['due']> {
  const until = new Date(Date.parse(store.now()) + SOON).toISOString().slice(0, 10)
  const rows = await releasesEndingBy(store.db, visible, { until, limit: SHOWN })
  return rows.map(({ support_end, public_id, product, version }) => ({
    what: `Support of ${product} ${version} ends`,
    on: support_end ?? until,
    link: `/releases/${public_id}`,
  }))
}

/** What each rule that ends in "unknown" lacks, and where to get it. */
const LACKING: Readonly<Record<string, { readonly reason: string; readonly hint: string }>> = {
  'path-not-in-tree': {
    reason: 'the vulnerable file is not in the source inventory',
    hint: 'Give the source SBOM of the whole tree, or a locations file made by `headwater locate --at`.',
  },
  'version-unknown': {
    reason: 'the version of the component is not known',
    hint: 'Give the version in headwater.yaml, or a better SBOM.',
  },
  'header-without-include-evidence': {
    reason: 'nobody says which headers were included',
    hint: '`headwater capture` records them.',
  },
  'not-compiled-code': {
    reason: 'the vulnerability is in no compiled code',
    hint: 'A person has to look: configuration, scripts and build files.',
  },
  'built-not-linked': {
    reason: 'a file was compiled, and no link into an image is recorded',
    hint: '`headwater capture` records links.',
  },
}

async function whyUnknown(
  { store }: Hub,
  visible: Visible,
): Promise<ValueOf<typeof Today>['unknown']> {
  const rows = await unknownByRule(store.db, visible, SHOWN)
  return rows.map(({ rule, count }) => ({
    reason: LACKING[rule]?.reason ?? rule,
    hint: LACKING[rule]?.hint ?? 'Open one of them to see what is missing.',
    count,
    link: `/findings?verdict=unknown&rule=${encodeURIComponent(rule)}`,
  }))
}

/** What is wrong with the hub, for everybody: who sees old numbers must know it. */
export async function ailmentsOf(
  { store }: Hub,
  organisation: number,
): Promise<ValueOf<typeof Today>['ailments']> {
  const rows = await store.db
    .selectFrom('problem')
    .selectAll()
    .where('solved_at', 'is', null)
    .where((eb) =>
      eb.or([eb('organisation_id', 'is', null), eb('organisation_id', '=', organisation)]),
    )
    .orderBy('last_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(({ key, title, detail, since, last_at, count }) => ({
    code: key,
    what: title,
    hint: detail,
    since,
    lastAt: last_at,
    count,
  }))
}
