// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import {
  createProvider,
  deleteProvider,
  providers,
  updateProvider,
  type Provider,
  type ProviderSettings,
} from '@headwater/store/accounts'
import { appendAudit } from '@headwater/store/audit'
import { findRow } from '@headwater/store/rows'
import type { Db } from '@headwater/store/schema'
import { inTransaction } from '@headwater/store/transactions'
import { Id, SignInProvider, SignInProviderSettings, type ValueOf } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonBody, jsonOf, type Caller, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { sealingOf } from '../secrets/sealing.ts'
import { PATH } from './attempt.ts'
import { configurationOf, secretPurpose } from './client.ts'
import { refusalOf } from './refusal.ts'

const Named = z.object({ id: Id })
const ADMINISTER = { kind: 'action', action: 'administer' } as const
type Settings = ValueOf<typeof SignInProviderSettings>

/** Which providers of OpenID Connect may vouch for people of the organisation. */
export function providerRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now, newId } = hub.store

  const list = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/providers',
      responses: { 200: jsonOf(z.object({ items: z.array(SignInProvider) }), 'by name') },
    }),
    ADMINISTER,
    async (context) => {
      const rows = await providers(db, context.get('caller').organisationId)
      return context.json({ items: await Promise.all(rows.map(providerOf)) }, 200)
    },
  )

  const one = hubRoute(
    createRoute({
      method: 'get',
      path: '/api/v1/providers/{id}',
      request: { params: Named },
      responses: { 200: jsonOf(SignInProvider, 'the provider, without its secret') },
    }),
    ADMINISTER,
    async (context) => {
      const row = await providerNamed(context.get('caller'), context.req.valid('param').id)
      return context.json(await providerOf(row), 200)
    },
    ['not-found'],
  )

  const add = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/providers',
      request: { body: jsonBody(SignInProviderSettings) },
      responses: { 201: jsonOf(SignInProvider, 'made; register its `callback` with the provider') },
    }),
    ADMINISTER,
    async (context) => {
      const caller = context.get('caller')
      const given = context.req.valid('json')
      const publicId = newId()
      const settings = await settingsOf(caller, given, { publicId, secret: null })
      const row = await inTransaction(db, async (trx) => {
        const made = await createProvider(trx, {
          ...settings,
          publicId,
          organisation: caller.organisationId,
          by: caller.account,
          at: now(),
        })
        await audit(trx, caller, 'provider.create', made, given)
        return made
      })
      return context.json(await providerOf(row), 201)
    },
    ['conflict', 'invalid'],
  )

  const change = hubRoute(
    createRoute({
      method: 'put',
      path: '/api/v1/providers/{id}',
      request: { params: Named, body: jsonBody(SignInProviderSettings) },
      responses: { 200: jsonOf(SignInProvider, 'changed') },
    }),
    ADMINISTER,
    async (context) => {
      const caller = context.get('caller')
      const given = context.req.valid('json')
      const known = await providerNamed(caller, context.req.valid('param').id)
      // another issuer must not be sent what was meant for this one
      const keepsSecret = new URL(given.issuer).href === new URL(known.issuer).href
      const settings = await settingsOf(caller, given, {
        publicId: known.public_id,
        secret: keepsSecret ? known.client_secret : null,
      })
      const row = await inTransaction(db, async (trx) => {
        const changed = await updateProvider(trx, known.id, { ...settings, at: now() })
        await audit(trx, caller, 'provider.change', changed, given)
        return changed
      })
      return context.json(await providerOf(row), 200)
    },
    ['not-found', 'conflict', 'invalid'],
  )

  const remove = hubRoute(
    createRoute({
      method: 'delete',
      path: '/api/v1/providers/{id}',
      request: { params: Named },
      responses: { 204: { description: 'removed; who signed in by it stays signed in' } },
    }),
    ADMINISTER,
    async (context) => {
      const caller = context.get('caller')
      const row = await providerNamed(caller, context.req.valid('param').id)
      await inTransaction(db, async (trx) => {
        await deleteProvider(trx, row.id)
        await audit(trx, caller, 'provider.delete', row)
      })
      return context.body(null, 204)
    },
    ['not-found'],
  )

  const check = hubRoute(
    createRoute({
      method: 'post',
      path: '/api/v1/providers/{id}/checks',
      description: 'Asks the provider for its metadata, and says what is wrong.',
      request: { params: Named },
      responses: {
        200: jsonOf(
          z.object({ authorizationEndpoint: z.string(), issuer: z.string() }),
          'it answers as a provider does',
        ),
      },
    }),
    ADMINISTER,
    async (context) => {
      const caller = context.get('caller')
      const row = await providerNamed(caller, context.req.valid('param').id)
      const metadata = await configurationOf(hub, row)
        .then((configuration) => configuration.serverMetadata())
        .catch((error: unknown) => {
          throw refusalOf(error, row.name)
        })
      await audit(db, caller, 'provider.check', row)
      return context.json(
        {
          issuer: metadata.issuer,
          authorizationEndpoint: metadata.authorization_endpoint ?? '',
        },
        200,
      )
    },
    ['not-found', 'unavailable', 'bad-request'],
  )

  return [list, one, add, change, remove, check]

  async function providerNamed(caller: Caller, publicId: string): Promise<Provider> {
    const rows = await providers(db, caller.organisationId)
    const row = rows.find(({ public_id }) => public_id === publicId)
    if (row === undefined) throw new Problem('not-found')
    return row
  }

  async function settingsOf(
    { organisationId: organisation }: Caller,
    given: Settings,
    known: { readonly publicId: string; readonly secret: string | null },
  ): Promise<ProviderSettings> {
    const { clientSecret: secret } = given
    const { seal } = await sealingOf(hub)
    const groupRoles = []
    for (const { group, role, product } of given.groupRoles) {
      const row =
        product === undefined
          ? undefined
          : await findRow(db, 'product', { organisation, publicId: product })
      if (product !== undefined && row === undefined) {
        throw invalid('/groupRoles', 'there is no such product')
      }
      groupRoles.push({ group, role, ...(row === undefined ? {} : { product: row.id }) })
    }
    if (groupRoles.length > 0 && given.groupClaim === undefined) {
      throw invalid('/groupClaim', 'which claim names the groups?')
    }
    return {
      name: given.name,
      issuer: checkedIssuer(given.issuer),
      clientId: given.clientId,
      clientSecret:
        secret === undefined
          ? known.secret
          : secret === null
            ? null
            : seal(secret, secretPurpose(known.publicId)),
      scopes: given.scopes,
      emailDomains: given.emailDomains,
      groupClaim: given.groupClaim ?? null,
      groupRoles,
      admits: given.admits,
      defaultRole: given.defaultRole ?? null,
      isEnabled: given.enabled,
    }
  }

  async function providerOf(row: Provider): Promise<ValueOf<typeof SignInProvider>> {
    const ids = row.group_roles.flatMap(({ product }) => (product === undefined ? [] : [product]))
    const products =
      ids.length === 0
        ? []
        : await db
            .selectFrom('product')
            .select(['id', 'public_id'])
            .where('id', 'in', ids)
            .execute()
    const nameOf = new Map(products.map(({ id, public_id }) => [id, public_id]))
    return {
      id: row.public_id,
      name: row.name,
      issuer: row.issuer,
      clientId: row.client_id,
      hasSecret: row.client_secret !== null,
      scopes: [...row.scopes],
      emailDomains: [...row.email_domains],
      ...(row.group_claim === null ? {} : { groupClaim: row.group_claim }),
      groupRoles: row.group_roles.map(({ group, role, product }) => {
        const name = product === undefined ? undefined : nameOf.get(product)
        return { group, role, ...(name === undefined ? {} : { product: name }) }
      }),
      admits: row.admits,
      ...(row.default_role === null ? {} : { defaultRole: row.default_role }),
      enabled: row.is_enabled,
      callback: `${hub.publicUrl.origin}${PATH}/providers/${row.public_id}/callback`,
    }
  }

  async function audit(
    trx: Db,
    caller: Caller,
    action: string,
    row: Provider,
    given?: Settings,
  ): Promise<void> {
    const { clientSecret: secret, ...shown } = given ?? {}
    await appendAudit(trx, {
      organisation: caller.organisationId,
      at: now(),
      actor: caller.actor,
      action,
      subject: `provider:${row.public_id}`,
      detail: {
        name: row.name,
        ...shown,
        ...(secret === undefined ? {} : { secret: secret === null ? 'removed' : 'changed' }),
      },
    })
  }
}

/** Plain http is for hosts that the operator has allowed; whether this is one shows when it is asked. */
function checkedIssuer(text: string): string {
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw invalid('/issuer', 'an address that begins with https://, without a password')
  }
  if (url.search !== '' || url.hash !== '') throw invalid('/issuer', 'without `?` and `#`')
  // as it stands in the provider's tokens: with or without a slash at its end
  return text
}

function invalid(at: string, message: string): Problem {
  return new Problem('invalid', { faults: [{ at, message }] })
}
