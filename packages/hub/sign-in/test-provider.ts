// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'

/** What the next sign-in is to be told; a test sets it. */
interface Behaviour {
  claims: JWTPayload
  /** Of the ID token, over what is right. */
  header: { readonly kid?: string; readonly isForged?: boolean }
  expiresIn: number
  userInfo: object
  /** Of its metadata, over what is right. */
  metadata: object
}

export interface TestProvider {
  readonly issuer: string
  readonly behaviour: Behaviour
  /** What the hub asked for, by path. */
  readonly asked: string[]
  /** As a browser at the provider: gives a code for what the hub's address asks, and where to go with it. */
  readonly approve: (authorization: URL) => URL
  readonly close: () => Promise<void>
}

interface Grant {
  readonly nonce: string | null
  readonly challenge: string | null
  readonly callback: string
}

/** A provider of our own on the loopback: it checks what a provider checks, and lies where a test wants it to. */
export async function startTestProvider(client: {
  readonly id: string
  readonly secret: string
}): Promise<TestProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const forger = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, Grant>()
  const asked: string[] = []
  const behaviour: Behaviour = { claims: {}, header: {}, expiresIn: 60, userInfo: {}, metadata: {} }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer())
    asked.push(url.pathname)
    void answer(url, request).then(
      ([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(body))
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(url: URL, request: IncomingMessage): Promise<[number, object]> {
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return [200, { ...metadataOf(issuer()), ...behaviour.metadata }]
      case '/jwks':
        return [200, { keys: [jwk] }]
      case '/token':
        return tokens(request)
      case '/userinfo':
        return [200, behaviour.userInfo]
      default:
        return [404, {}]
    }
  }

  async function tokens(request: IncomingMessage): Promise<[number, object]> {
    const form = new URLSearchParams(await bodyOf(request))
    // RFC 6749, section 2.3.1: both are form-encoded first
    const [id, secret] = [client.id, client.secret].map((each) =>
      new URLSearchParams({ each }).toString().slice('each='.length),
    )
    const expected = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    if (request.headers.authorization !== expected) return [401, { error: 'invalid_client' }]
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '')
    if (
      grant === undefined ||
      grant.callback !== form.get('redirect_uri') ||
      grant.challenge !== challenge.digest('base64url')
    ) {
      return [400, { error: 'invalid_grant' }]
    }
    const now = Math.floor(Date.now() / 1_000)
    const idToken = await new SignJWT({ nonce: grant.nonce ?? '', ...behaviour.claims })
      .setProtectedHeader({ alg: 'RS256', kid: behaviour.header.kid ?? 'k' })
      .setIssuer(behaviour.claims.iss ?? issuer())
      .setAudience(behaviour.claims.aud ?? client.id)
      .setIssuedAt(now + Math.min(0, behaviour.expiresIn))
      .setExpirationTime(now + behaviour.expiresIn)
      .sign(behaviour.header.isForged === true ? forger.privateKey : privateKey)
    return [200, { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken }]
  }

  return {
    issuer: issuer(),
    behaviour,
    asked,
    approve(authorization) {
      const query = authorization.searchParams
      const code = `code-${codes.size}-${Math.random()}`
      const callback = query.get('redirect_uri') ?? ''
      codes.set(code, {
        nonce: query.get('nonce'),
        challenge: query.get('code_challenge'),
        callback,
      })
      const back = new URL(callback)
      back.searchParams.set('code', code)
      back.searchParams.set('state', query.get('state') ?? '')
      back.searchParams.set('iss', issuer())
      return back
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
