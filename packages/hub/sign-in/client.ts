// SPDX-License-Identifier: Apache-2.0
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  type ClientAuth,
  type Configuration,
  type CustomFetch,
} from 'openid-client'
import { AddressError } from '@headwater/mirror/update'
import type { Provider } from '@headwater/store/accounts'
import { setting } from '@headwater/store/settings'
import { requestOutside } from '../addresses/index.ts'
import { INNER_HOSTS } from '../feeds/import.ts'
import type { Hub } from '../http/hub.ts'
import { sealingOf } from '../secrets/sealing.ts'

/** What a provider says of itself is asked again after this, in milliseconds. */
const TRUSTED_FOR = 10 * 60_000
const PATIENCE_SECONDS = 10
/** Metadata, keys and claims are small; whoever sends more is no provider. */
const LARGEST_ANSWER = 1_000_000

const known = new WeakMap<
  object,
  Map<string, { at: number; configuration: Promise<Configuration> }>
>()

/**
 * What is needed to speak with a provider: its metadata (OpenID Connect Discovery 1.0), whose `issuer` must be the one that was set, and our
 * credentials. Every request goes through the guard of addresses. @throws what `openid-client` throws, and AddressError
 */
export async function configurationOf(hub: Hub, provider: Provider): Promise<Configuration> {
  const { db, now } = hub.store
  const ours =
    known.get(db) ?? new Map<string, { at: number; configuration: Promise<Configuration> }>()
  known.set(db, ours)
  const key = `${provider.id} ${provider.changed_at}`
  const at = Date.parse(now())
  const held = ours.get(key)
  if (held !== undefined && Math.abs(at - held.at) < TRUSTED_FOR) return held.configuration
  const configuration = discover(hub, provider)
  for (const each of ours.keys()) if (each.startsWith(`${provider.id} `)) ours.delete(each)
  ours.set(key, { at, configuration })
  // one that was away for a moment is asked again
  configuration.catch(() => ours.delete(key))
  return configuration
}

/** What a provider's secret is sealed for. */
export function secretPurpose(publicId: string): string {
  return `client secret of ${publicId}`
}

async function discover(hub: Hub, provider: Provider): Promise<Configuration> {
  const { db } = hub.store
  const innerHosts = new Set((await setting<readonly string[]>(db, { key: INNER_HOSTS })) ?? [])
  const issuer = new URL(provider.issuer)
  const isInner = issuer.protocol === 'http:' && innerHosts.has(issuer.hostname)
  return discovery(issuer, provider.client_id, undefined, await clientAuth(hub, provider), {
    // the ID token's signature is verified although it comes over TLS from the provider itself
    execute: [enableNonRepudiationChecks, ...(isInner ? [allowInsecureRequests] : [])],
    [customFetch]: guardedFetch(innerHosts),
    timeout: PATIENCE_SECONDS,
  })
}

async function clientAuth(hub: Hub, provider: Provider): Promise<ClientAuth> {
  if (provider.client_secret === null) return None()
  const secret = (await sealingOf(hub)).open(
    provider.client_secret,
    secretPurpose(provider.public_id),
  )
  if (secret === undefined) throw new Error('its client secret was sealed with another key')
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const isBasic = methods.includes('client_secret_basic')
    const auth = isBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret)
    auth(server, client, body, headers)
  }
}

function guardedFetch(innerHosts: ReadonlySet<string>): CustomFetch {
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address)
    if (url.protocol !== 'https:' && !innerHosts.has(url.hostname)) {
      throw new AddressError('only https is asked')
    }
    const answer = await requestOutside(
      url,
      {
        method,
        headers,
        signal: signal ?? AbortSignal.timeout(PATIENCE_SECONDS * 1_000),
        ...(body === undefined || body === null ? {} : { body: textOf(body) }),
      },
      { innerHosts },
    )
    const isEmpty = answer.body === null
    return new Response(isEmpty ? null : await bounded(answer.body), {
      status: answer.status,
      headers: answer.headers,
    })
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('only forms are sent')
}

async function bounded(body: ReadableStream<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size > LARGEST_ANSWER) throw new RangeError('the answer is too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
