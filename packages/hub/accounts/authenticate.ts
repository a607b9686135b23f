// SPDX-License-Identifier: Apache-2.0
import { findSession, findToken, grantsOf } from '@headwater/store/accounts'
import { firstOrganisation } from '@headwater/store/portfolio'
import { ACTIONS, type Action, type Grant } from '../access/index.ts'
import type { Caller } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { Problem } from '../problem/index.ts'
import { hashGivenSecret } from '../secrets/index.ts'

/**
 * Who sends a request: the session of its cookie, or the token of `Authorization: Bearer` or `X-Api-Key` (which clients of
 * Dependency-Track send).
 * @throws Problem `unauthenticated` for a secret that was good once: silence would read as "not signed in yet"
 */
export async function authenticate(hub: Hub, request: Request): Promise<Caller | undefined> {
  const given = tokenOf(request.headers)
  if (given !== undefined) return callerOfToken(hub, given)
  const cookie = cookieOf(request.headers.get('cookie') ?? '', hub.cookieName)
  return cookie === undefined ? undefined : callerOfSession(hub, cookie)
}

function tokenOf(headers: Headers): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  return bearer ?? headers.get('x-api-key') ?? undefined
}

function cookieOf(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined) return value
  }
  return undefined
}

async function callerOfToken({ store }: Hub, text: string): Promise<Caller> {
  const hash = hashGivenSecret('token', text)
  const token =
    hash === undefined
      ? undefined
      : await findToken(store.db, Buffer.from(hash, 'hex'), store.now())
  if (token === undefined) {
    throw new Problem('unauthenticated', {
      detail: 'the token is unknown, expired or revoked',
      hint: 'make a new one under Settings, Tokens',
    })
  }
  const grants = await grantsIn(store, token.account_id, token.organisation_id)
  const operates = await isFirst(store, token.organisation_id)
  const product = token.product_id === null ? undefined : String(token.product_id)
  return {
    kind: 'token',
    user: token.account_public_id,
    organisation: String(token.organisation_id),
    // a token of one product is worth what its owner may do there
    grants: product === undefined ? grants : narrowed(grants, product),
    scopes: token.scopes.filter((scope): scope is Action =>
      (ACTIONS as readonly string[]).includes(scope),
    ),
    operates,
    circles: [],
    account: token.account_id,
    organisationId: token.organisation_id,
    actor: `token:${token.public_id}`,
  }
}

function narrowed(grants: readonly Grant[], product: string): readonly Grant[] {
  return grants
    .filter((grant) => grant.product === undefined || grant.product === product)
    .map(({ role }) => ({ role, product }))
}

async function callerOfSession({ store }: Hub, text: string): Promise<Caller | undefined> {
  const hash = hashGivenSecret('session', text)
  if (hash === undefined) return undefined
  const session = await findSession(store.db, Buffer.from(hash, 'hex'), store.now())
  if (session === undefined || session.organisation_id === null) return undefined
  return {
    kind: 'person',
    user: session.account_public_id,
    organisation: String(session.organisation_id),
    grants: await grantsIn(store, session.account_id, session.organisation_id),
    operates: await isFirst(store, session.organisation_id),
    circles: [],
    account: session.account_id,
    organisationId: session.organisation_id,
    session: session.id,
    actor: `user:${session.account_public_id}`,
  }
}

const first = new WeakMap<object, number>()

/** Which one is the first never changes once it is there. */
async function isFirst({ db }: Hub['store'], organisation: number): Promise<boolean> {
  const known = first.get(db) ?? (await firstOrganisation(db))
  if (known !== undefined) first.set(db, known)
  return known === organisation
}

async function grantsIn(
  { db }: Hub['store'],
  account: number,
  organisation: number,
): Promise<readonly Grant[]> {
  const grants = await grantsOf(db, account)
  return grants
    .filter(({ organisation_id }) => organisation_id === organisation)
    .map(({ role, product_id }) => ({
      role,
      ...(product_id === null ? {} : { product: String(product_id) }),
    }))
}
