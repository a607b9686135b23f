// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  accountById,
  grantsOf,
  identitiesOf,
  revokeSession,
  revokeSessions,
  sessionsOf,
  updateAccount,
  voidLinks,
} from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { organisationOf } from '@headwater/store/portfolio'
import { inTransaction } from '@headwater/store/transactions'
import { Id, Me, Session, SignIn } from '../api-types/index.ts'
import { mayAnywhere, type Grant } from '../access/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, rateLimit, type Caller, type HubRoute } from '../http/index.ts'
import {
  checkPassword,
  hashPassword,
  LONGEST_PASSWORD,
  SHORTEST_PASSWORD,
} from '../passwords/index.ts'
import { Problem } from '../problem/index.ts'
import { giveCookie, takeCookie } from './cookie.ts'
import { openFor, signInByLink, signInByPassword, voidSecrets } from './sessions.ts'
import { networkOf, visitorOf } from './visitor.ts'

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
      const visitor = visitorOf(context, hub)
      tries.take(`address ${networkOf(visitor.address ?? '')}`)
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
      if (session !== undefined) await end(context.get('caller'), account, session)
      takeCookie(context, hub)
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
          mustSetPassword:
            account.password_hash === null && (await identitiesOf(db, account.id)).length === 0,
          operates: mayAnywhere(caller, 'operate'),
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
      mustBePerson(context.get('caller'))
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
    ['forbidden'],
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
      const caller = context.get('caller')
      mustBePerson(caller)
      const { account } = caller
      const { id } = context.req.valid('param')
      const rows = await sessionsOf(db, account, now())
      const session = rows.find(({ public_id }) => public_id === id)
      if (session === undefined) throw new Problem('not-found')
      await end(caller, account, session.id)
      return context.body(null, 204)
    },
    ['not-found', 'forbidden'],
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
      mustBePerson(caller)
      tries.take(`password ${caller.user}`)
      const account = await accountById(db, caller.account)
      if (account === undefined) throw new Problem('not-found')
      const { password_hash: hash } = account
      if (hash === null) await mustWorkHereOnly(caller)
      if (hash !== null && !(await checkPassword(present ?? '', hash))) {
        throw new Problem('invalid', {
          faults: [{ at: '/present', message: 'this is not your present password' }],
        })
      }
      const passwordHash = await hashPassword(next)
      await inTransaction(db, async (trx) => {
        await updateAccount(trx, caller.account, { passwordHash })
        // whoever else is signed in as this person is no more, nor is a token that they may have made
        if (hash !== null) await voidSecrets(trx, caller.account, now())
        else {
          await revokeSessions(trx, { account: caller.account, at: now() })
          await voidLinks(trx, { account: caller.account, at: now() })
        }
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'account.password',
          subject: `user:${caller.user}`,
        })
      })
      // this browser goes on with another cookie
      const opened = await openFor(hub, account, visitorOf(context, hub), {
        by: 'password-change',
        organisation: caller.organisationId,
      })
      giveCookie(context, hub, opened)
      return context.body(null, 204)
    },
    ['invalid', 'forbidden', 'conflict', 'too-many-requests'],
  )

  return [signIn, signOut, me, sessions, endSession, password]

  /**
   * Who has no password was let in by a link or a provider of this organisation, whose word is good for it alone: a password would be
   * good for all others as well.
   */
  async function mustWorkHereOnly(caller: Caller): Promise<void> {
    const grants = await grantsOf(db, caller.account)
    if (grants.every(({ organisation_id: own }) => own === caller.organisationId)) return
    throw new Problem('conflict', {
      detail: 'you work for another organisation too, for which this sign-in says nothing',
      hint: 'go on signing in as you did',
    })
  }

  async function end(caller: Caller, account: number, session: number): Promise<void> {
    await inTransaction(db, async (trx) => {
      await revokeSession(trx, { account, session, at: now() })
      await appendAudit(trx, {
        organisation: caller.organisationId,
        at: now(),
        actor: caller.actor,
        action: 'session.end',
        subject: `user:${caller.user}`,
      })
    })
  }
}

/** A token in some job's settings is no reason to be told of, or to end, what its owner does elsewhere. */
function mustBePerson({ kind }: Caller): void {
  if (kind === 'token') throw new Problem('forbidden', { detail: 'sign in for this' })
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
