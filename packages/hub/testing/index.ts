// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { createAccount, createToken, grantRole, type Role } from '@headwater/store/accounts'
import { createOrganisation } from '@headwater/store/portfolio'
import type { TestStore } from '@headwater/store/testing'
import { authenticate } from '../accounts/authenticate.ts'
import { ACTIONS } from '../access/index.ts'
import type { Hub } from '../http/hub.ts'
import { createApp, type HubRoute } from '../http/index.ts'
import { makeSecret } from '../secrets/index.ts'

export const PUBLIC_URL = new URL('https://hub.example')

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of a JSON object; else empty. */
  readonly said: Readonly<Record<string, unknown>>
}

export interface Asking {
  readonly token?: string
  /** An object is sent as JSON, bytes and texts as they are. */
  readonly body?: string | object
  readonly headers?: Readonly<Record<string, string>>
}

/** A hub of these routes with real accounts. What fails inside of it fails the test, unless `onError` takes it. */
export function givenHub(
  store: TestStore,
  routes: (hub: Hub) => readonly HubRoute[],
  { onError, ...more }: Partial<Hub> & { readonly onError?: (error: unknown) => void } = {},
) {
  const hub: Hub = {
    store,
    limits: DEFAULT_LIMITS,
    version: '0.0.0',
    publicUrl: PUBLIC_URL,
    cookieName: 'hw',
    maxUpload: 1_000_000,
    random: randomBytes,
    ...more,
  }
  const app = createApp({
    publicUrl: PUBLIC_URL,
    cookieName: 'hw',
    routes: routes(hub),
    authenticate: (request) => authenticate(hub, request),
    newRequestId: () => 'r',
    report: (error) => {
      if (onError === undefined) throw error
      onError(error)
    },
    hub,
  })
  const ask = async (method: string, path: string, asking: Asking = {}): Promise<Answer> => {
    const { token, body, headers } = asking
    const response = await app.request(path, {
      method,
      headers: {
        ...(typeof body === 'object' && !(body instanceof Uint8Array)
          ? { 'content-type': 'application/json' }
          : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : {
            body:
              typeof body === 'string'
                ? body
                : body instanceof Uint8Array
                  ? new Uint8Array(body)
                  : JSON.stringify(body),
          }),
    })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      said: isJson && text.startsWith('{') ? (JSON.parse(text) as Answer['said']) : {},
    }
  }
  return { hub, app, ask }
}

/** Somebody with these roles, and a token of theirs that may do whatever they may. */
export async function givenPerson(
  { db, newId, now }: TestStore,
  person: {
    readonly email: string
    readonly organisation: number
    readonly roles: readonly { readonly role: Role; readonly product?: number }[]
  },
): Promise<{ readonly account: number; readonly publicId: string; readonly token: string }> {
  const { email, organisation, roles } = person
  const at = now()
  const account = await createAccount(db, { publicId: newId(), name: email, email, at })
  for (const role of roles) {
    await grantRole(db, { publicId: newId(), organisation, account: account.id, ...role, at })
  }
  const { text } = makeSecret('token', randomBytes)
  await createToken(db, {
    publicId: newId(),
    hash: createHash('sha256').update(text).digest(),
    prefix: text.slice(0, 12),
    name: 'test',
    account: account.id,
    organisation,
    scopes: ACTIONS,
    at,
  })
  return { account: account.id, publicId: account.public_id, token: text }
}

export async function givenOrganisation({ db, newId, now }: TestStore, name: string) {
  return createOrganisation(db, { publicId: newId(), name, at: now() })
}
