// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openTestStore, TEST_DATABASES, type TestStore } from '@headwater/store/testing'
import { verifyAuditLines } from '@headwater/store/audit'
import { openFor } from '../accounts/sessions.ts'
import { ROLES, type Role } from '../access/index.ts'
import { givenHub, givenOrganisation, givenPerson, type Answer } from '../testing/index.ts'
import { createWorker } from '../work/index.ts'
import { givenCorner, recordOf, type Corner } from './corners.ts'
import { allHandlers } from './handlers.ts'
import { NOTHING_WRITTEN, requestsTo, type Request } from './requests.ts'
import { allRoutes } from './routes.ts'

const MARKS = ['zown', 'zhidden', 'zforeign'] as const
type Mark = (typeof MARKS)[number]

async function givenWorld(store: TestStore) {
  const { db } = store
  const { hub, ask } = givenHub(store, allRoutes, { random: randomBytes })
  const worker = createWorker({
    store,
    name: 'w',
    pause: 1,
    handlers: allHandlers(hub),
    report: ({ error }) => expect.unreachable(String(error)),
    isFinal: () => true,
  })
  const settle = () => worker.drain()
  const acme = await givenOrganisation(store, 'Acme')
  const other = await givenOrganisation(store, 'Other')
  const bossOf = async (organisation: number) => {
    const boss = await givenPerson(store, {
      email: `boss-${organisation}@example.org`,
      organisation,
      roles: [{ role: 'administrator' }, { role: 'auditor' }],
    })
    const opened = await openFor(
      hub,
      { id: boss.account, public_id: boss.publicId },
      {},
      { by: 'test' },
    )
    return { ...boss, organisation, cookie: `hw=${opened.secret}`, settle }
  }
  const ours = await bossOf(acme.id)
  const theirs = await bossOf(other.id)
  const feed = await ask('POST', '/api/v1/feeds', {
    token: ours.token,
    body: { name: 'own', kind: 'osv', url: '' },
  })
  const feedId = String(feed.said['id'])
  await ask('POST', `/api/v1/feeds/${feedId}/file?fileName=x.json`, {
    token: ours.token,
    body: recordOf(MARKS),
  })
  await settle()
  const corners: Readonly<Record<Mark, Corner>> = {
    zown: await givenCorner(ask, 'zown', ours),
    zhidden: await givenCorner(ask, 'zhidden', ours),
    zforeign: await givenCorner(ask, 'zforeign', theirs),
  }
  const product = await db
    .selectFrom('product')
    .select('id')
    .where('public_id', '=', corners.zown.ids.product)
    .executeTakeFirstOrThrow()
  await openFor(hub, { id: ours.account, public_id: ours.publicId }, {}, { by: 'test' })
  const sessions = await ask('GET', '/api/v1/sessions', { headers: { cookie: ours.cookie } })
  const session = (sessions.said['items'] as { readonly id: string; readonly current: boolean }[])
    .filter(({ current }) => !current)
    .at(0)
  /** What stands for ids that no corner has. */
  const others: Readonly<Record<string, string>> = { feed: feedId, session: session?.id ?? '' }
  const send = (
    route: string,
    request: Request,
    who: { readonly token?: string; readonly cookie?: string },
  ): Promise<Answer> => {
    const [method = '', pattern = ''] = route.split(' ')
    const values = (request.at ?? []).map((each) => others[each] ?? each)
    let index = 0
    const path = pattern.replaceAll(/\{\w+\}/g, () => encodeURIComponent(values[index++] ?? ''))
    const query = request.query === undefined ? '' : `?${request.query}`
    const { body, headers } = request
    return ask(method, `${path}${query}`, {
      ...(body === undefined ? {} : { body }),
      ...(request.byPerson === true || who.token === undefined ? {} : { token: who.token }),
      headers: {
        ...headers,
        ...(request.byPerson === true
          ? { cookie: who.cookie ?? '', origin: 'https://hub.example' }
          : {}),
      },
    })
  }
  return { hub, ask, acme, other, ours, theirs, corners, product: product.id, send, settle }
}

it.each(TEST_DATABASES)(
  'shows on $name, on every route, nobody of any role what lies in a corner that is not theirs',
  async ({ database }) => {
    const store = await openTestStore(database)
    try {
      const { hub, acme, corners, product, send } = await givenWorld(store)
      const routes = allRoutes(hub)
        .filter(({ access }) => access.kind !== 'public')
        .map(({ config }) => `${config.method.toUpperCase()} ${config.path}`)
      expect(routes.filter((route) => !(route in requestsTo(corners.zown)))).toEqual([])

      const seen = new Set<string>()
      const faults: string[] = []
      for (const role of Object.keys(ROLES) as Role[]) {
        for (const isNarrow of [false, true]) {
          const who = await givenPerson(store, {
            email: `${role}-${isNarrow}@example.org`,
            organisation: acme.id,
            roles: [isNarrow ? { role, product } : { role }],
          })
          const open: readonly Mark[] = isNarrow ? ['zown'] : ['zown', 'zhidden']
          for (const mark of MARKS) {
            const isOpen = open.includes(mark)
            for (const [route, request] of Object.entries(requestsTo(corners[mark]))) {
              const isRead = route.startsWith('GET ')
              // what changes something is tried where it must not
              if (!isRead && (isOpen || request.isFree === true || request.byPerson === true)) {
                continue
              }
              const { status, text } = await send(route, request, who)
              const what = `${role}${isNarrow ? ' of one product' : ''}: ${route} of ${mark}`
              if (status === 500) faults.push(`${what} fails`)
              for (const each of MARKS) {
                if (!text.includes(`-${each}`)) continue
                seen.add(`${route} ${each}`)
                if (!open.includes(each)) faults.push(`${what} shows ${each}`)
              }
              if (!isOpen && request.isFree !== true && ![403, 404, 422].includes(status)) {
                faults.push(`${what} answers ${status}`)
              }
            }
          }
        }
      }
      expect(faults).toEqual([])
      // the marks do show where they may: a test that sees nothing proves nothing
      expect(seen.size).toBeGreaterThan(60)
    } finally {
      await store.close()
    }
  },
  300_000,
)

it.each(TEST_DATABASES)(
  'writes on $name an event into the audit log for every change, on every route that makes one',
  async ({ database }) => {
    const store = await openTestStore(database)
    try {
      const { ask, corners, ours, send, settle } = await givenWorld(store)
      const second = await givenPerson(store, {
        email: 'second@example.org',
        organisation: ours.organisation,
        roles: [{ role: 'administrator' }],
      })
      const count = async (): Promise<number> => {
        const { text } = await ask('GET', '/api/v1/audit/export', { token: ours.token })
        return text.trim().split('\n').length
      }
      const faults: string[] = []
      let before = await count()
      let cookie = ours.cookie
      for (const [route, request] of Object.entries(requestsTo(corners.zown))) {
        if (route.startsWith('GET ')) continue
        // nobody approves their own verdict
        const { token } = route.endsWith('/approval') ? second : ours
        const answer = await send(route, request, { token, cookie })
        const set = answer.headers.get('set-cookie')?.split(';')[0]
        if (set !== undefined) cookie = set
        await settle()
        const after = await count()
        if (answer.status >= 400) {
          if (!REFUSED.includes(route)) faults.push(`${route}: ${answer.text}`)
        } else if (after > before === route in NOTHING_WRITTEN) {
          faults.push(`${route}: ${after - before} events`)
        }
        before = after
      }
      expect(faults).toEqual([])
      const lines = (await ask('GET', '/api/v1/audit/export', { token: ours.token })).text
      const verdict = await verifyAuditLines(lines.trim().split('\n'))
      expect(verdict).toMatchObject({ kind: 'whole' })
    } finally {
      await store.close()
    }
  },
  300_000,
)

/** What cannot succeed here: a job that was not given up, a provider that is not there, a feed without an address, a verdict that needs no approval. */
const REFUSED: readonly string[] = [
  'POST /api/v1/jobs/{id}/retry',
  'POST /api/v1/providers/{id}/checks',
  'POST /api/v1/feeds/{id}/runs',
  'POST /api/v1/assessments/{id}/approval',
]
