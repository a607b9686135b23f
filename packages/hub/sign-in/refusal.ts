// SPDX-License-Identifier: Apache-2.0
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { AddressError } from '@headwater/mirror/update'
import { Problem } from '../problem/index.ts'

const SYSTEM = /^(?:E[A-Z]+|UND_ERR_\w+|ERR_TLS_\w+|CERT_\w+|\w*CERT\w*)$/

/** What went wrong with a provider, for who wants to sign in and for who set it up. @throws what is a fault of ours */
export function refusalOf(error: unknown, name: string): Problem {
  if (error instanceof Problem) return error
  if (isOfNetwork(error)) {
    return new Problem('unavailable', { detail: `${name} cannot be reached: ${causes(error)}` })
  }
  // RFC 6749, section 4.1.2.1: what the provider itself said on the way back
  if (error instanceof AuthorizationResponseError) {
    return new Problem('forbidden', {
      detail: `${name} says: ${words(error.error)}${said(error.error_description)}`,
    })
  }
  if (error instanceof ResponseBodyError) {
    return new Problem('bad-request', {
      detail: `${name} refused the hub: ${words(error.error)}${said(error.error_description)}`,
      hint: 'the administrator should compare client id, secret and callback with what the provider has',
    })
  }
  if (error instanceof ClientError || isOfProtocol(error)) {
    return new Problem('bad-request', {
      detail: `what ${name} answered is not to be trusted: ${causes(error as Error)}`,
      hint: 'sign in again; if it stays, the administrator should look at the settings of the provider',
    })
  }
  throw error
}

/** Errors of the library below, which it lets through. */
function isOfProtocol(error: unknown): boolean {
  return error instanceof Error && /^OAUTH_\w+$/.test(String((error as { code?: unknown }).code))
}

function isOfNetwork(error: unknown): error is Error {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; depth++) {
    const { code } = each as { code?: unknown }
    if (typeof code === 'string' && SYSTEM.test(code)) return true
    if (each.name === 'TimeoutError' || each.name === 'AbortError') return true
    if (each instanceof AddressError || each instanceof RangeError) return true
    each = each.cause
  }
  return false
}

/** The words of an error and of what it stems from, without what they hold. */
function causes(error: Error): string {
  const list: string[] = []
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 3; depth++) {
    if (each.message !== '' && !list.includes(each.message)) list.push(each.message)
    each = each.cause
  }
  return words(list.join(': '))
}

function said(description: string | undefined): string {
  return description === undefined ? '' : ` (${words(description)})`
}

function words(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 300)
}
