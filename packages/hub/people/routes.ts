// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  accountOf,
  accounts,
  createAccount,
  createLink,
  grantRole,
  grantsOfOrganisation,
  updateAccount,
} from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { findRow } from '@headwater/store/rows'
import { inTransaction } from '@headwater/store/transactions'
import { Email, Grant, Id, Name, Person } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { makeSecret } from '../secrets/index.ts'

const DAY = 86_400_000

/** People of the organisation and their roles. */
export function peopleRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/people',
      responses: { 200: jsonOf(z.object({ items: z.array(Person) }), 'people, by name') },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const { organisationId } = context.get('caller')
      const rows = await accounts(db, organisationId)
      const grants = await grantsOfOrganisation(db, organisationId)
      return context.json(
        {
          items: rows.map((row) => ({
            id: row.public_id,
            name: row.name,
            email: row.email,
            grants: grants
              .filter(({ account_id }) => account_id === row.id)
              .map(({ role, product_public_id: product }) =>
                product === null ? { role } : { role, product },
              ),
            signsInBy: row.password_hash === null ? ('link' as const) : ('password' as const),
            ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
            disabled: row.disabled_at !== null,
          })),
        },
        200,
      )
    },
  )

  const invite = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/people',
      request: {
        body: jsonBody(
          z.object({ name: Name, email: Email, grants: z.array(Grant).min(1).max(50) }),
        ),
      },
      responses: {
        201: jsonOf(z.object({ id: Id, link: z.url() }), 'invited; the link works once, for a day'),
      },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const caller = context.get('caller')
      const { name, email, grants } = context.req.valid('json')
      const secret = makeSecret('link', hub.random)
      const id = await inTransaction(db, async (trx) => {
        const known = await accountOf(trx, { email })
        // somebody of another organisation must not be taken over by a link of this one
        if (known !== undefined) {
          throw new Problem('conflict', { detail: 'somebody with this address is here already' })
        }
        const account = await createAccount(trx, { publicId: newId(), name, email, at: now() })
        for (const { role, product } of grants) {
          const row =
            product === undefined
              ? undefined
              : await findRow(trx, 'product', {
                  organisation: caller.organisationId,
                  publicId: product,
                })
          if (product !== undefined && row === undefined) {
            throw new Problem('invalid', {
              faults: [{ at: '/grants', message: 'there is no such product' }],
            })
          }
          await grantRole(trx, {
            publicId: newId(),
            organisation: caller.organisationId,
            account: account.id,
            role,
            ...(row === undefined ? {} : { product: row.id }),
            by: caller.account,
            at: now(),
          })
        }
        await createLink(trx, {
          publicId: newId(),
          hash: Buffer.from(secret.hash, 'hex'),
          purpose: 'invitation',
          organisation: caller.organisationId,
          account: account.id,
          by: caller.account,
          at: now(),
          expiresAt: new Date(Date.parse(now()) + DAY).toISOString(),
        })
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'person.invite',
          subject: `user:${account.public_id}`,
          detail: { name, email, grants },
        })
        return account.public_id
      })
      return context.json({ id, link: `${hub.publicUrl.origin}/sign-in#${secret.text}` }, 201)
    },
    ['conflict', 'invalid'],
  )

  const change = hubRoute(
    createRoute({
      method: 'patch',
      path: '/api/v1/people/{id}',
      request: {
        params: z.object({ id: Id }),
        body: jsonBody(z.object({ name: Name.optional(), disabled: z.boolean().optional() })),
      },
      responses: { 204: { description: 'changed' } },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const caller = context.get('caller')
      const { id } = context.req.valid('param')
      const { name, disabled } = context.req.valid('json')
      const rows = await accounts(db, caller.organisationId)
      const row = rows.find(({ public_id }) => public_id === id)
      if (row === undefined) throw new Problem('not-found')
      if (disabled === true && row.id === caller.account) {
        throw new Problem('conflict', { detail: 'you cannot disable yourself' })
      }
      await inTransaction(db, async (trx) => {
        await updateAccount(trx, row.id, {
          ...(name === undefined ? {} : { name }),
          ...(disabled === undefined ? {} : { disabledAt: disabled ? now() : null }),
        })
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'person.change',
          subject: `user:${id}`,
          detail: { name: name ?? null, disabled: disabled ?? null },
        })
      })
      return context.body(null, 204)
    },
    ['not-found', 'conflict'],
  )

  return [list, invite, change]
}
