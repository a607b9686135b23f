// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { ROLES, type Role } from '../access/index.ts'
import { createApp, describeApi, type Caller } from '../http/index.ts'
import type { Hub } from '../http/hub.ts'
import { Problem } from '../problem/index.ts'
import { allRoutes } from './routes.ts'

const PUBLIC_URL = new URL('https://hub.example')

/** A hub whose store fails at the first touch: a route that gets there was let through. */
const REACHED = new Problem('unavailable', { detail: 'reached the store' })
const store = new Proxy({}, { get: () => new Proxy(() => undefined, unreachable()) })
function unreachable(): ProxyHandler<() => undefined> {
  const refuse = (): never => {
    throw REACHED
  }
  return { get: refuse, apply: refuse }
}
const hub = {
  store,
  limits: DEFAULT_LIMITS,
  version: '0.0.0',
  publicUrl: PUBLIC_URL,
  cookieName: 'hw',
  maxUpload: 1,
  random: () => new Uint8Array(32),
} as unknown as Hub
const routes = allRoutes(hub)

function appFor(caller: Caller | undefined) {
  return createApp({
    publicUrl: PUBLIC_URL,
    cookieName: 'hw',
    routes,
    authenticate: () => Promise.resolve(caller),
    newRequestId: () => 'r',
    report: () => undefined,
  })
}

it('describes every route in the committed OpenAPI document', async () => {
  const document = describeApi(appFor(undefined), routes)
  const text = `${JSON.stringify(document, null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../../docs/reference/openapi.json')
})

it('refers in the OpenAPI document to nothing that is not in it, and answers it to everybody', async () => {
  const response = await appFor(undefined).request('/api/v1/openapi.json')
  const document = (await response.json()) as Record<string, unknown>
  const text = JSON.stringify(document)
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    let at: unknown = document
    for (const name of path.split('/')) at = (at as Record<string, unknown> | undefined)?.[name]
    expect(at, path).toBeDefined()
  }
})

const principals: readonly (readonly [string, Caller | undefined])[] = [
  ['nobody', undefined],
  ...(Object.keys(ROLES) as Role[]).map((role) => [role, callerOf(role, true)] as const),
  ['administrator of a later organisation', callerOf('administrator', false)],
]

function callerOf(role: Role, operates: boolean): Caller {
  return {
    kind: 'person',
    user: 'u',
    organisation: '1',
    grants: [{ role }],
    operates,
    circles: [],
    account: 1,
    organisationId: 1,
    actor: 'user:u',
  }
}

it.each(principals)(
  'lets %s through exactly the routes that their role carries',
  async (_, caller) => {
    const app = appFor(caller)
    for (const { config, access } of routes) {
      const path = config.path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000')
      const response = await app.request(path, { method: config.method.toUpperCase() })
      const expected =
        access.kind === 'public'
          ? undefined
          : caller === undefined
            ? 401
            : access.kind === 'action' &&
                (!ROLES[caller.grants[0]?.role ?? 'viewer'].some(
                  (each) => each === access.action,
                ) ||
                  (access.action === 'operate' && caller.operates !== true))
              ? 403
              : undefined
      if (expected === undefined) {
        expect([401, 403], `${config.method} ${config.path}`).not.toContain(response.status)
      } else {
        expect(response.status, `${config.method} ${config.path}`).toBe(expected)
      }
    }
  },
)
