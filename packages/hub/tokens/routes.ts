// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { createToken, revokeToken, tokens } from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { inTransaction } from '@headwater/store/transactions'
import { ACTIONS, mayAnywhere, type Action } from '../access/index.ts'
import { Id, NewToken, Token } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { makeSecret } from '../secrets/index.ts'

const DAY = 86_400_000

/** Tokens for jobs and tools: each person has their own, an administrator sees and revokes all. */
export function tokenRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/tokens',
      responses: { 200: jsonOf(z.object({ items: z.array(Token) }), 'tokens that are good') },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const caller = context.get('caller')
      const isAdministrator = mayAnywhere(caller, 'administer')
      const rows = await tokens(db, {
        organisation: caller.organisationId,
        ...(isAdministrator ? {} : { account: caller.account }),
      })
      return context.json(
        {
          items: rows
            .filter(({ revoked_at }) => revoked_at === null)
            .map((row) => ({
              id: row.public_id,
              name: row.name,
              hint: row.prefix,
              scopes: row.scopes.filter((scope): scope is Action =>
                (ACTIONS as readonly string[]).includes(scope),
              ),
              createdAt: row.created_at,
              expiresAt: row.expires_at ?? '',
              ...(row.last_used_at === null ? {} : { usedAt: row.last_used_at }),
            })),
        },
        200,
      )
    },
  )

  const make = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/tokens',
      request: { body: jsonBody(NewToken) },
      responses: {
        201: jsonOf(z.object({ id: Id, secret: z.string() }), 'made; the secret is shown once'),
      },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const caller = context.get('caller')
      // a token that makes tokens would outlive its own revocation
      if (caller.kind === 'token') throw new Problem('forbidden', { detail: 'sign in for this' })
      const { name, scopes, days } = context.req.valid('json')
      const missing = scopes.filter((scope) => !mayAnywhere(caller, scope))
      if (missing.length > 0) {
        throw new Problem('forbidden', { detail: `you may not ${missing.join(', ')} yourself` })
      }
      const secret = makeSecret('token', hub.random)
      const publicId = newId()
      await inTransaction(db, async (trx) => {
        await createToken(trx, {
          publicId,
          hash: Buffer.from(secret.hash, 'hex'),
          prefix: secret.hint,
          name,
          account: caller.account,
          organisation: caller.organisationId,
          scopes,
          expiresAt: new Date(Date.parse(now()) + days * DAY).toISOString(),
          at: now(),
        })
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'token.create',
          subject: `token:${publicId}`,
          detail: { name, scopes, days },
        })
      })
      return context.json({ id: publicId, secret: secret.text }, 201)
    },
    ['forbidden', 'invalid'],
  )

  const revoke = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/tokens/{id}',
      request: { params: z.object({ id: Id }) },
      responses: { 204: { description: 'revoked' } },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const rows = await tokens(db, { organisation: caller.organisationId })
      const row = rows.find(({ public_id }) => public_id === id)
      const isOwn = row?.account_id === caller.account
      if (row === undefined || (!isOwn && !mayAnywhere(caller, 'administer'))) {
        throw new Problem('not-found')
      }
      await inTransaction(db, async (trx) => {
        await revokeToken(trx, {
          organisation: caller.organisationId,
          token: row.id,
          at: now(),
        })
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'token.revoke',
          subject: `token:${id}`,
        })
      })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  return [list, make, revoke]
}
