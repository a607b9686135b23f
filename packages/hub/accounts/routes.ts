// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { accountById, revokeSession, sessionsOf, updateAccount } from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { organisationOf } from '@headwater/store/portfolio'
import { inTransaction } from '@headwater/store/transactions'
import { Id, Me, Session, SignIn } from '../api-types/index.ts'
import type { Grant } from '../access/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, rateLimit, type HubEnv, type HubRoute } from '../http/index.ts'
import {
  checkPassword,
  hashPassword,
  LONGEST_PASSWORD,
  SHORTEST_PASSWORD,
} from '../passwords/index.ts'
import { Problem } from '../problem/index.ts'
import { signInByLink, signInByPassword, type Opened } from './sessions.ts'

const NOTHING = { 204: { description: 'done' } } as const

/** Signing in and out, and one's own account. */
export function accountRoutes(hub: Hub): readonly HubRoute[] {
  const { store } = hub
  const { db, now } = store
  // guessing is slow for one address and for one account, however many addresses it comes from
  const tries = rateLimit({ burst: 10, perSecond: 1 / 30, now: () => Date.parse(now()) })

  const signIn = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/sessions',
      request: { body: jsonBody(SignIn) },
      responses: { 204: { description: 'signed in; the cookie is set' } },
    }),
    { kind: 'public' },
    async (context) => {
      const body = context.req.valid('json')
      const visitor = visitorOf(context)
      tries.take(`address ${visitor.address ?? ''}`)
      if ('email' in body) tries.take(`account ${body.email.toLowerCase()}`)
      const opened =
        'link' in body
          ? await signInByLink(hub, body.link, visitor)
          : await signInByPassword(hub, body, visitor)
      giveCookie(context, hub, opened)
      return context.body(null, 204)
    },
    ['unauthenticated', 'too-many-requests', 'invalid'],
  )

  const signOut = hubRoute(
    createRoute({ method: 'delete', path: '/api/v1/sessions/current', responses: NOTHING }),
    { kind: 'signed-in' },
    async (context) => {
      const { account, session } = context.get('caller')
      if (session !== undefined) await revokeSession(db, { account, session, at: now() })
      deleteCookie(context, hub.cookieName, { path: '/' })
      return context.body(null, 204)
    },
  )

  const me = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/me',
      responses: { 200: jsonOf(Me, 'who you are') },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const caller = context.get('caller')
      const account = await accountById(db, caller.account)
      const organisation = await organisationOf(db, { id: caller.organisationId })
      if (account === undefined || organisation === undefined) throw new Problem('not-found')
      return context.json(
        {
          user: { id: account.public_id, name: account.name, email: account.email },
          organisation: { id: organisation.public_id, name: organisation.name },
          grants: await publicGrants(hub, caller.grants),
          ...(account.last_seen_at === null ? {} : { lastSeenAt: account.last_seen_at }),
          mustSetPassword: account.password_hash === null,
        },
        200,
      )
    },
  )

  const sessions = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/sessions',
      responses: { 200: jsonOf(z.object({ items: z.array(Session) }), 'where you are signed in') },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const { account, session } = context.get('caller')
      const rows = await sessionsOf(db, account, now())
      return context.json(
        {
          items: rows.map((row) => ({
            id: row.public_id,
            createdAt: row.created_at,
            seenAt: row.last_seen_at,
            agent: row.user_agent ?? '',
            current: row.id === session,
          })),
        },
        200,
      )
    },
  )

  const endSession = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/sessions/{id}',
      request: { params: z.object({ id: Id }) },
      responses: NOTHING,
    }),
    { kind: 'signed-in' },
    async (context) => {
      const { account } = context.get('caller')
      const { id } = context.req.valid('param')
      const rows = await sessionsOf(db, account, now())
      const session = rows.find(({ public_id }) => public_id === id)
      if (session === undefined) throw new Problem('not-found')
      await revokeSession(db, { account, session: session.id, at: now() })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  const password = hubRoute(
    createRoute({
      method: 'put',
      path: '/api/v1/me/password',
      request: {
        body: jsonBody(
          z.object({
            present: z.string().max(LONGEST_PASSWORD).optional(),
            next: z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD),
          }),
        ),
      },
      responses: NOTHING,
    }),
    { kind: 'signed-in' },
    async (context) => {
      const caller = context.get('caller')
      const { present, next } = context.req.valid('json')
      // a token in some job's settings must not be able to take over its owner
      if (caller.kind === 'token') throw new Problem('forbidden', { detail: 'sign in for this' })
      tries.take(`password ${caller.user}`)
      const account = await accountById(db, caller.account)
      if (account === undefined) throw new Problem('not-found')
      const { password_hash: hash } = account
      if (hash !== null && !(await checkPassword(present ?? '', hash))) {
        throw new Problem('invalid', {
          faults: [{ at: '/present', message: 'this is not your present password' }],
        })
      }
      const passwordHash = await hashPassword(next)
      await inTransaction(db, async (trx) => {
        // whoever else is signed in as this person is no more
        await updateAccount(trx, caller.account, { passwordHash })
        for (const session of await sessionsOf(trx, caller.account, now())) {
          if (session.id === caller.session) continue
          await revokeSession(trx, { account: caller.account, session: session.id, at: now() })
        }
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'account.password',
          subject: `user:${caller.user}`,
        })
      })
      return context.body(null, 204)
    },
    ['invalid', 'forbidden', 'too-many-requests'],
  )

  return [signIn, signOut, me, sessions, endSession, password]
}

function giveCookie(context: Context<HubEnv>, hub: Hub, { secret, maxAge }: Opened): void {
  setCookie(context, hub.cookieName, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: hub.publicUrl.protocol === 'https:',
    maxAge,
  })
}

function visitorOf(context: Context<HubEnv>): { agent?: string; address?: string } {
  const agent = context.req.header('user-agent')
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  const address = env?.incoming?.socket?.remoteAddress
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(address === undefined ? {} : { address }),
  }
}

async function publicGrants({ store }: Hub, grants: readonly Grant[]) {
  const ids = grants.flatMap(({ product }) => (product === undefined ? [] : [Number(product)]))
  const rows =
    ids.length === 0
      ? []
      : await store.db
          .selectFrom('product')
          .select(['id', 'public_id'])
          .where('id', 'in', ids)
          .execute()
  return grants.map(({ role, product }) => {
    const row = rows.find(({ id }) => String(id) === product)
    return row === undefined ? { role } : { role, product: row.public_id }
  })
}
