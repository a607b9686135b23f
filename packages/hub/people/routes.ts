// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  accountOf,
  accounts,
  administrators,
  createAccount,
  createLink,
  grantRole,
  grantsOf,
  grantsOfOrganisation,
  holdRoles,
  revokeGrant,
  updateAccount,
  vouchedAccounts,
  voidLinks,
  type Account,
} from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { findRow } from '@headwater/store/rows'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { voidSecrets } from '../accounts/sessions.ts'
import { Email, Grant, Id, Name, Person, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { makeSecret } from '../secrets/index.ts'

const DAY = 86_400_000
const Named = z.object({ id: Id })

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
      return context.json({ items: await peopleOf(context.get('caller').organisationId) }, 200)
    },
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/people/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(Person, 'the person') },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const people = await peopleOf(context.get('caller').organisationId)
      const person = people.find(({ id }) => id === context.req.valid('param').id)
      if (person === undefined) throw new Problem('not-found')
      return context.json(person, 200)
    },
    ['not-found'],
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
        await give(trx, caller, account.id, grants)
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
        params: Named,
        body: jsonBody(
          z.object({
            name: Name.optional(),
            disabled: z.boolean().optional(),
            grants: z.array(Grant).max(50).optional().openapi({
              description: 'All that they have in this organisation from now on',
            }),
          }),
        ),
      },
      responses: { 204: { description: 'changed' } },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const caller = context.get('caller')
      const { name, disabled, grants } = context.req.valid('json')
      const row = await accountNamed(caller, context.req.valid('param').id)
      if (disabled === true && row.id === caller.account) {
        throw new Problem('conflict', { detail: 'you cannot disable yourself' })
      }
      if (name !== undefined || disabled !== undefined) await mustBeOursAlone(caller, row.id)
      await inTransaction(db, async (trx) => {
        await holdRoles(trx, caller.organisationId)
        if (name !== undefined) await updateAccount(trx, row.id, { name })
        if (disabled !== undefined) {
          await updateAccount(trx, row.id, { disabledAt: disabled ? now() : null })
        }
        // somebody who is let in again signs in again
        if (disabled === true) await voidSecrets(trx, row.id, now())
        if (grants !== undefined) {
          for (const grant of await grantsOf(trx, row.id)) {
            if (grant.organisation_id !== caller.organisationId) continue
            await revokeGrant(trx, { organisation: caller.organisationId, grant: grant.id })
          }
          await give(trx, caller, row.id, grants)
        }
        await mustHaveAdministrator(trx, caller.organisationId)
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'person.change',
          subject: `user:${row.public_id}`,
          detail: { name: name ?? null, disabled: disabled ?? null, grants: grants ?? null },
        })
      })
      return context.body(null, 204)
    },
    ['not-found', 'conflict', 'invalid'],
  )

  const forgotten = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/people/{id}/links',
      description:
        'For who has forgotten their password. Using the link ends their sessions and voids their tokens.',
      request: { params: Named },
      responses: { 201: jsonOf(z.object({ link: z.url() }), 'the link works once, for a day') },
    }),
    { kind: 'action', action: 'administer' },
    async (context) => {
      const caller = context.get('caller')
      const row = await accountNamed(caller, context.req.valid('param').id)
      await mustBeOursAlone(caller, row.id)
      const secret = makeSecret('link', hub.random)
      await inTransaction(db, async (trx) => {
        // the one before may have gone to the wrong person
        await voidLinks(trx, { account: row.id, at: now() })
        await createLink(trx, {
          publicId: newId(),
          hash: Buffer.from(secret.hash, 'hex'),
          purpose: 'password',
          organisation: caller.organisationId,
          account: row.id,
          by: caller.account,
          at: now(),
          expiresAt: new Date(Date.parse(now()) + DAY).toISOString(),
        })
        await appendAudit(trx, {
          organisation: caller.organisationId,
          at: now(),
          actor: caller.actor,
          action: 'person.link',
          subject: `user:${row.public_id}`,
        })
      })
      return context.json({ link: `${hub.publicUrl.origin}/sign-in#${secret.text}` }, 201)
    },
    ['not-found', 'conflict'],
  )

  return [list, one, invite, change, forgotten]

  async function peopleOf(organisation: number): Promise<ValueOf<typeof Person>[]> {
    const rows = await accounts(db, organisation)
    const grants = await grantsOfOrganisation(db, organisation)
    const vouched = await vouchedAccounts(
      db,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => ({
      id: row.public_id,
      name: row.name,
      email: row.email,
      grants: grants
        .filter(({ account_id }) => account_id === row.id)
        .map(({ role, product_public_id: product }) =>
          product === null ? { role } : { role, product },
        ),
      signsInBy: row.password_hash !== null ? 'password' : vouched.has(row.id) ? 'oidc' : 'link',
      ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
      disabled: row.disabled_at !== null,
    }))
  }

  async function accountNamed(caller: Caller, publicId: string): Promise<Account> {
    const rows = await accounts(db, caller.organisationId)
    const row = rows.find(({ public_id }) => public_id === publicId)
    if (row === undefined) throw new Problem('not-found')
    return row
  }

  /** An account is one in all organisations: what concerns all of them is not for the administrator of one. */
  async function mustBeOursAlone(caller: Caller, account: number): Promise<void> {
    const grants = await grantsOf(db, account)
    if (grants.every(({ organisation_id: own }) => own === caller.organisationId)) return
    throw new Problem('conflict', {
      detail: 'they work for another organisation too',
      hint: 'take away their roles in this one',
    })
  }

  async function give(
    trx: Db,
    caller: Caller,
    account: number,
    grants: readonly ValueOf<typeof Grant>[],
  ): Promise<void> {
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
        account,
        role,
        ...(row === undefined ? {} : { product: row.id }),
        by: caller.account,
        at: now(),
      })
    }
  }
}

/** Else nobody could let anybody in again. @throws Problem `conflict` */
async function mustHaveAdministrator(trx: Db, organisation: number): Promise<void> {
  if ((await administrators(trx, organisation)).length > 0) return
  throw new Problem('conflict', { detail: 'the organisation would have no administrator' })
}
