// SPDX-License-Identifier: Apache-2.0
import { lookup as resolve, type LookupAddress } from 'node:dns'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { AddressError } from '@headwater/mirror/update'
import { isPublicAddress } from './public.ts'

export interface OutgoingRequest {
  readonly method?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

export interface OutgoingOptions {
  /** Hosts of the inner network that the administrator of the machine allows, as they stand in addresses. */
  readonly innerHosts: ReadonlySet<string>
  readonly resolve?: typeof resolve
}

/**
 * Sends one request to an address that a user gave, and follows no redirect. The name is resolved once, what it resolves to is
 * looked at, and it is that very address which is connected to: a name that answers differently the next time (DNS rebinding)
 * gains nothing.
 * @throws AddressError where it leads to an inner address, or is of another scheme than http and https
 */
export function requestOutside(
  url: URL,
  { method = 'GET', headers, body, signal }: OutgoingRequest,
  options: OutgoingOptions,
): Promise<Response> {
  const isSecure = url.protocol === 'https:'
  if (!isSecure && url.protocol !== 'http:') {
    return Promise.reject(new AddressError(`${url.protocol} is not asked`))
  }
  if (url.username !== '' || url.password !== '') {
    return Promise.reject(new AddressError('an address with a password is not asked'))
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isAllowed = options.innerHosts.has(host)
  // an address that is written out is not looked up
  if (isIP(host) !== 0 && !isAllowed && !isPublicAddress(host)) {
    return Promise.reject(inner(host))
  }
  return new Promise((fulfil, reject) => {
    const send = isSecure ? requestHttps : requestHttp
    const sent = send(
      url,
      {
        method,
        headers: { 'accept-encoding': 'identity', ...headers },
        signal,
        lookup: checkedLookup(isAllowed, options.resolve ?? resolve),
        // a connection that is kept would skip the look at the address
        agent: false,
      },
      (answer) => {
        try {
          fulfil(responseOf(answer))
        } catch (error) {
          // a status or a header that no answer may have
          answer.destroy()
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function responseOf(answer: IncomingMessage): Response {
  const status = answer.statusCode ?? 502
  const isEmpty = status === 204 || status === 205 || status === 304
  if (isEmpty) answer.resume()
  const headers = new Headers()
  for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2) {
    headers.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '')
  }
  return new Response(isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), {
    status,
    statusText: answer.statusMessage ?? '',
    headers,
  })
}

function checkedLookup(isAllowed: boolean, ask: typeof resolve): LookupFunction {
  return (hostname, options, callback) => {
    ask(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) {
        callback(error, [])
        return
      }
      const closed = isAllowed ? undefined : found.find(({ address }) => !isPublicAddress(address))
      const [first] = found
      if (closed !== undefined || first === undefined) callback(inner(hostname), [])
      else if (options.all === true) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }
}

/** Which address it was stays unsaid: whoever asks would learn the inner network by it. */
function inner(host: string): AddressError {
  return new AddressError(
    `${host} is an inner address, which this hub does not ask unless its operator allows it`,
  )
}
