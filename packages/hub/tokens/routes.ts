// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import { createToken, revokeToken, tokens } from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { ACTIONS, may, mayAnywhere, ORGANISATION_ACTIONS, type Action } from '../access/index.ts'
import { Id, NewToken, Token, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { makeSecret } from '../secrets/index.ts'

const DAY = 86_400_000
const Named = z.object({ id: Id })

/** Tokens for jobs and tools: each person has their own, an administrator sees and revokes all, a token itself. */
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
      const rows = await seenBy(context.get('caller'))
      return context.json({ items: rows.map(tokenOf) }, 200)
    },
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/tokens/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(Token, 'the token, without its secret') },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const row = await tokenNamed(context.get('caller'), context.req.valid('param').id)
      return context.json(tokenOf(row), 200)
    },
    ['not-found'],
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
      const { name, scopes, product, days } = context.req.valid('json')
      const place = product === undefined ? undefined : await productFor(caller, product)
      const missing = scopes.filter((scope) =>
        place === undefined
          ? !mayAnywhere(caller, scope)
          : !may(caller, scope, rowOf(caller, place)) || ORGANISATION_ACTIONS.has(scope),
      )
      if (missing.length > 0) {
        throw new Problem('forbidden', {
          detail: `you may not ${missing.join(', ')} ${place === undefined ? '' : 'for one product '}yourself`,
        })
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
          ...(place === undefined ? {} : { product: place }),
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
          detail: { name, scopes, days, ...(product === undefined ? {} : { product }) },
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
      request: { params: Named },
      responses: { 204: { description: 'revoked' } },
    }),
    { kind: 'signed-in' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const row = await tokenNamed(caller, id)
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

  return [list, one, make, revoke]

  async function seenBy(caller: Caller) {
    const isAdministrator = mayAnywhere(caller, 'administer')
    const rows = await tokens(db, {
      organisation: caller.organisationId,
      ...(isAdministrator ? {} : { account: caller.account }),
    })
    const isSeen = ({ public_id }: (typeof rows)[number]): boolean =>
      // one in some job's settings is no reason to see or revoke the others of its owner
      caller.kind === 'person' || isAdministrator || caller.actor === `token:${public_id}`
    // those from before their owner's password was changed are void
    return rows.filter(
      (row) => row.revoked_at === null && row.valid_from <= row.created_at && isSeen(row),
    )
  }

  async function tokenNamed(caller: Caller, id: string) {
    const row = (await seenBy(caller)).find(({ public_id }) => public_id === id)
    if (row === undefined) throw new Problem('not-found')
    return row
  }

  async function productFor(caller: Caller, publicId: string): Promise<number> {
    const row = await findRow(db, 'product', { organisation: caller.organisationId, publicId })
    if (row === undefined || !may(caller, 'read', rowOf(caller, row.id))) {
      throw new Problem('invalid', {
        faults: [{ at: '/product', message: 'there is no such product' }],
      })
    }
    return row.id
  }
}

function rowOf({ organisation }: Caller, product: number) {
  return { organisation, visibility: 'product', product: String(product) } as const
}

function tokenOf(row: Awaited<ReturnType<typeof tokens>>[number]): ValueOf<typeof Token> {
  return {
    id: row.public_id,
    name: row.name,
    hint: row.prefix,
    owner: row.account_public_id,
    ...(row.product_public_id === null ? {} : { product: row.product_public_id }),
    scopes: row.scopes.filter((scope): scope is Action =>
      (ACTIONS as readonly string[]).includes(scope),
    ),
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? '',
    ...(row.last_used_at === null ? {} : { usedAt: row.last_used_at }),
  }
}
