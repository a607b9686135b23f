// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { FETCH_DEFAULTS } from '@headwater/mirror/update'
import { appendAudit } from '@headwater/store/audit'
import { feeds, registerFeed, updateFeed, type Feed as FeedRow } from '@headwater/store/feeds'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { mayAnywhere } from '../access/index.ts'
import { Feed, Id, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { receiveFeedFile } from './receive.ts'
import { enqueueImport, scheduleMinutes, scheduleText } from './schedule.ts'

type ApiFeed = ValueOf<typeof Feed>

const Minutes = z.int().min(15).max(527_040)
const NewFeed = Feed.pick({ name: true, kind: true, url: true })
  .extend({ everyMinutes: Minutes.optional() })
  .openapi('NewFeed')
const ChangedFeed = z
  .object({
    url: z.string().max(2_000).nullable().optional(),
    everyMinutes: Minutes.nullable().optional(),
    enabled: z.boolean().optional(),
  })
  .openapi('ChangedFeed')
const Started = z.object({ started: z.literal(true) }).openapi('Started')

/** Where advisories come from. Feeds are the same for all organisations of an installation. */
export function feedRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/feeds',
      responses: { 200: jsonOf(z.object({ items: z.array(Feed) }), 'feeds and how they are') },
    }),
    { kind: 'action', action: 'read' },
    async (context) => {
      const seesAddress = mayAnywhere(context.get('caller'), 'operate')
      const items = (await feeds(db)).map((row) => feedOf(row, Date.parse(now()), seesAddress))
      return context.json({ items }, 200)
    },
  )

  const add = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/feeds',
      request: { body: jsonBody(NewFeed) },
      responses: { 201: jsonOf(Feed, 'made; it is fetched at once') },
    }),
    { kind: 'action', action: 'operate' },
    async (context) => {
      const caller = context.get('caller')
      const { name, kind, url, everyMinutes } = context.req.valid('json')
      const address = url === undefined || url === '' ? undefined : checkedAddress(url)
      const publicId = newId()
      const row = await inTransaction(db, async (trx) => {
        const made = await registerFeed(trx, {
          publicId,
          name,
          kind: STORE_KINDS[kind],
          ...(address === undefined ? {} : { url: address }),
          ...(everyMinutes === undefined ? {} : { schedule: scheduleText(everyMinutes) }),
          at: now(),
        })
        if (made.public_id !== publicId) {
          throw new Problem('conflict', { detail: 'there is a feed of this name' })
        }
        if (made.url !== null) await enqueueImport(trx, { feed: made.id }, now())
        await audit(trx, hub, caller, 'feed.create', made, { name, kind, url, everyMinutes })
        return made
      })
      return context.json(feedOf(row, Date.parse(now()), true), 201)
    },
    ['conflict', 'invalid'],
  )

  const change = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/feeds/{id}',
      request: { params: z.object({ id: Id }), body: jsonBody(ChangedFeed) },
      responses: { 200: jsonOf(Feed, 'changed') },
    }),
    { kind: 'action', action: 'operate' },
    async (context) => {
      const caller = context.get('caller')
      const { url, everyMinutes, enabled } = context.req.valid('json')
      const known = await feedNamed(db, context.req.valid('param').id)
      const row = await inTransaction(db, async (trx) => {
        const changed = await updateFeed(trx, known.id, {
          ...(url === undefined ? {} : { url: url === null ? null : checkedAddress(url) }),
          ...(everyMinutes === undefined
            ? {}
            : { schedule: everyMinutes === null ? null : scheduleText(everyMinutes) }),
          ...(enabled === undefined ? {} : { isEnabled: enabled }),
        })
        await audit(trx, hub, caller, 'feed.change', known, { url, everyMinutes, enabled })
        return changed
      })
      return context.json(feedOf(row, Date.parse(now()), true), 200)
    },
    ['not-found', 'invalid'],
  )

  const run = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/feeds/{id}/runs',
      request: { params: z.object({ id: Id }) },
      responses: { 202: jsonOf(Started, 'it is fetched in the background') },
    }),
    { kind: 'action', action: 'operate' },
    async (context) => {
      const feed = await feedNamed(db, context.req.valid('param').id)
      if (feed.url === null) {
        throw new Problem('conflict', { detail: 'the feed has no address; hand over its file' })
      }
      await inTransaction(db, async (trx) => {
        await enqueueImport(trx, { feed: feed.id }, now())
        await audit(trx, hub, context.get('caller'), 'feed.run', feed, {})
      })
      return context.json({ started: true as const }, 202)
    },
    ['not-found', 'conflict'],
  )

  const file = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/feeds/{id}/file',
      description:
        'The body is the file of the feed as it is published: a zip, a JSON record or catalogue, scores as CSV. For hubs without the Internet.',
      request: {
        params: z.object({ id: Id }),
        query: z.object({
          fileName: z.string().max(255).optional(),
          acceptFewer: z
            .enum(['true', 'false'])
            .default('false')
            .openapi({ description: 'Far fewer records than before are right' }),
        }),
      },
      responses: { 202: jsonOf(Started, 'kept; it is read in the background') },
    }),
    { kind: 'action', action: 'operate' },
    async (context) => {
      const caller = context.get('caller')
      const feed = await feedNamed(db, context.req.valid('param').id)
      const { fileName, acceptFewer } = context.req.valid('query')
      const upload = await receiveFeedFile(hub.store, context.req.raw.body, {
        organisation: caller.organisationId,
        account: caller.account,
        feed: feed.id,
        limit: FETCH_DEFAULTS.maxBytes,
      })
      await inTransaction(db, async (trx) => {
        await enqueueImport(
          trx,
          { feed: feed.id, upload, acceptsFewer: acceptFewer === 'true' },
          now(),
        )
        await audit(trx, hub, caller, 'feed.import', feed, { fileName, acceptFewer })
      })
      return context.json({ started: true as const }, 202)
    },
    ['not-found', 'bad-request', 'too-large', 'out-of-space'],
  )

  return [list, add, change, run, file]
}

const STORE_KINDS = {
  osv: 'osv',
  cve: 'cve',
  'cisa-kev': 'kev',
  'eu-kev': 'eukev',
  epss: 'epss',
} as const satisfies Readonly<Record<ApiFeed['kind'], FeedRow['kind']>>

const API_KINDS: Readonly<Record<FeedRow['kind'], ApiFeed['kind']>> = {
  osv: 'osv',
  cve: 'cve',
  kev: 'cisa-kev',
  eukev: 'eu-kev',
  epss: 'epss',
  overlay: 'osv',
}

/** So many of its own turns without success, and its word is old. */
const TURNS_UNTIL_STALE = 3
const MINUTE = 60_000
const DAY = 24 * 60

function feedOf(row: FeedRow, now: number, seesAddress: boolean): ApiFeed {
  const minutes = scheduleMinutes(row.schedule)
  const triedAt = row.started_at ?? row.failed_at
  return {
    id: row.public_id,
    name: row.name,
    kind: API_KINDS[row.kind],
    ...(row.url === null || !seesAddress ? {} : { url: row.url }),
    ...(minutes === undefined ? {} : { everyMinutes: minutes }),
    enabled: row.is_enabled,
    state: stateOf(row, now, minutes),
    records: row.records,
    ...(row.succeeded_at === null ? {} : { lastSuccessAt: row.succeeded_at }),
    ...(triedAt === null ? {} : { lastTriedAt: triedAt }),
    ...(row.error === null ? {} : { problem: row.error }),
  }
}

function stateOf(row: FeedRow, now: number, minutes: number | undefined): ApiFeed['state'] {
  if (row.state !== 'idle') return row.state
  if (row.succeeded_at === null) return 'never'
  const age = (now - Date.parse(row.succeeded_at)) / MINUTE
  return age > Math.max(DAY, (minutes ?? 7 * DAY) * TURNS_UNTIL_STALE) ? 'stale' : 'ok'
}

async function feedNamed(db: Db, publicId: string): Promise<FeedRow> {
  const row = (await feeds(db)).find(({ public_id }) => public_id === publicId)
  if (row === undefined) throw new Problem('not-found')
  return row
}

/** What the fetcher will not ask anyway is refused where it is typed. @throws Problem `invalid` */
function checkedAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLocal =
    url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url === undefined || (url.protocol !== 'https:' && !isLocal) || url.password !== '') {
    throw new Problem('invalid', {
      faults: [{ at: '/url', message: 'an address that begins with https://, without a password' }],
    })
  }
  return url.href
}

async function audit(
  db: Db,
  { store }: Hub,
  caller: Caller,
  action: string,
  feed: FeedRow,
  detail: unknown,
): Promise<void> {
  await appendAudit(db, {
    organisation: caller.organisationId,
    at: store.now(),
    actor: caller.actor,
    action,
    subject: `feed:${feed.public_id}`,
    detail: { name: feed.name, ...(detail as object) },
  })
}
