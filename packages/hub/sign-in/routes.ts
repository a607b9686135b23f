// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import { providers, type Provider } from '@headwater/store/accounts'
import { giveCookie } from '../accounts/cookie.ts'
import { openFor } from '../accounts/sessions.ts'
import { networkOf, visitorOf } from '../accounts/visitor.ts'
import { Id, SignInChoices } from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import { hubRoute, jsonOf, rateLimit, type HubEnv, type HubRoute } from '../http/index.ts'
import { Problem } from '../problem/index.ts'
import { admit } from './admit.ts'
import { giveAttempt, PATH, takeAttempt, type Attempt } from './attempt.ts'
import { toldOf, type Told } from './claims.ts'
import { configurationOf } from './client.ts'
import { safeDestination } from './destination.ts'
import { refusalPage } from './page.ts'
import { refusalOf } from './refusal.ts'

const Named = z.object({ id: Id })
const PUBLIC = { kind: 'public' } as const

/**
 * Signing in by a provider: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636), state and nonce. Each provider has a callback of its
 * own, so that the answer of one cannot be passed for another's (RFC 9700, section 4.4).
 */
export function signInRoutes(hub: Hub): readonly HubRoute[] {
  const { db, now } = hub.store
  const tries = rateLimit({ burst: 30, perSecond: 1 / 5, now: () => Date.parse(now()) })

  const choices = hubRoute(
    createRoute({
      method: 'get',
      path: `${PATH}/providers`,
      responses: { 200: jsonOf(SignInChoices, 'by which one can sign in, apart from a password') },
    }),
    PUBLIC,
    async (context) => {
      const rows = (await providers(db)).filter(({ is_enabled: isEnabled }) => isEnabled)
      return context.json(
        {
          items: rows.map(({ public_id: id, name }) => ({
            id,
            name,
            start: `${PATH}/providers/${id}/start`,
          })),
        },
        200,
      )
    },
  )

  const start = hubRoute(
    createRoute({
      method: 'get',
      path: `${PATH}/providers/{id}/start`,
      request: { params: Named, query: z.object({ to: z.string().max(2_000).optional() }) },
      responses: { 302: { description: 'to the provider' } },
    }),
    PUBLIC,
    (context) =>
      forBrowser(context, async () => {
        tries.take(networkOf(visitorOf(context, hub).address ?? ''))
        const provider = await providerNamed(context.req.valid('param').id)
        const to = safeDestination(context.req.valid('query').to, hub.publicUrl)
        const configuration = await asked(provider, () => configurationOf(hub, provider))
        const attempt = {
          provider: provider.public_id,
          state: randomState(),
          nonce: randomNonce(),
          verifier: randomPKCECodeVerifier(),
          to,
        }
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: callbackOf(provider),
          response_type: 'code',
          scope: [...new Set(['openid', ...provider.scopes])].join(' '),
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
        })
        await giveAttempt(context, hub, attempt)
        return context.redirect(url.href, 302)
      }),
    ['not-found', 'unavailable', 'bad-request', 'too-many-requests'],
  )

  const callback = hubRoute(
    createRoute({
      method: 'get',
      path: `${PATH}/providers/{id}/callback`,
      request: { params: Named },
      responses: { 302: { description: 'signed in; to where one began' } },
    }),
    PUBLIC,
    (context) =>
      forBrowser(context, async () => {
        const visitor = visitorOf(context, hub)
        tries.take(networkOf(visitor.address ?? ''))
        const attempt = await takeAttempt(context, hub)
        const provider = await providerNamed(context.req.valid('param').id)
        if (attempt === undefined || attempt.provider !== provider.public_id) {
          throw new Problem('bad-request', {
            detail: 'this sign-in was not begun in this browser, or it took longer than 10 minutes',
            hint: 'sign in again',
          })
        }
        const told = await asked(provider, () =>
          vouched(provider, attempt, new URL(context.req.url).search),
        )
        const account = await admit(hub, provider, told)
        const opened = await openFor(hub, account, visitor, {
          by: `provider:${provider.public_id}`,
          organisation: provider.organisation_id,
        })
        giveCookie(context, hub, opened)
        return context.redirect(attempt.to, 302)
      }),
    ['not-found', 'unavailable', 'bad-request', 'forbidden', 'too-many-requests'],
  )

  return [choices, start, callback]

  async function providerNamed(publicId: string): Promise<Provider> {
    const row = (await providers(db)).find(({ public_id }) => public_id === publicId)
    if (row === undefined || !row.is_enabled) {
      throw new Problem('not-found', { detail: 'there is no such way to sign in' })
    }
    return row
  }

  function callbackOf({ public_id: id }: Provider): string {
    return `${hub.publicUrl.origin}${PATH}/providers/${id}/callback`
  }

  /** Changes the code for tokens; the library checks state, nonce, issuer, audience, times and signature. */
  async function vouched(provider: Provider, attempt: Attempt, search: string): Promise<Told> {
    const configuration = await configurationOf(hub, provider)
    const tokens = await authorizationCodeGrant(
      configuration,
      new URL(`${callbackOf(provider)}${search}`),
      {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      },
    )
    const claims = tokens.claims()
    if (claims === undefined) throw new Problem('bad-request', { detail: 'no ID token came' })
    // OpenID Connect Core, section 2: no longer. Cut to what an index holds, two people would be one.
    if (claims.sub.length > LONGEST_SUBJECT) {
      throw new Problem('bad-request', {
        detail: `${provider.name} names you by too long a subject`,
      })
    }
    const more =
      claims['email'] === undefined || isMissing(provider.group_claim, claims)
        ? await userInfo(configuration, tokens.access_token, claims.sub)
        : undefined
    return toldOf(
      { issuer: claims.iss, subject: claims.sub },
      more === undefined ? [claims] : [claims, more],
      provider.group_claim,
    )
  }
}

const LONGEST_SUBJECT = 255

function isMissing(groupClaim: string | null, claims: Readonly<Record<string, unknown>>): boolean {
  return groupClaim !== null && claims[groupClaim.split('.')[0] ?? ''] === undefined
}

async function userInfo(configuration: Configuration, token: string, subject: string) {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined
  return fetchUserInfo(configuration, token, subject)
}

async function asked<T>(provider: Provider, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw refusalOf(error, provider.name)
  }
}

/** A refusal is a page for who looks at it with a browser, and a problem for any other. */
async function forBrowser(context: Context<HubEnv>, run: () => Promise<Response>): Promise<never> {
  try {
    return (await run()) as never
  } catch (error) {
    const isPage = (context.req.header('accept') ?? '').includes('text/html')
    if (!(error instanceof Problem) || !isPage) throw error
    const { html, status } = refusalPage(error)
    return context.html(html, status) as never
  }
}
