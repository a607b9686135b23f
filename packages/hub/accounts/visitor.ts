// SPDX-License-Identifier: Apache-2.0
import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Hub } from '../http/hub.ts'
import type { HubEnv } from '../http/index.ts'
import type { Visitor } from './sessions.ts'

/**
 * Who comes, as far as the connection says. `X-Forwarded-For` is anybody's word but for the last entries, which the proxies of ours put
 * there: of two proxies, the second from the end is the visitor.
 */
export function visitorOf(context: Context<HubEnv>, { proxies = 0 }: Hub): Visitor {
  const agent = context.req.header('user-agent')
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').at(-proxies)?.trim()
  const address =
    proxies > 0 && forwarded !== undefined && isIP(forwarded) !== 0
      ? forwarded
      : env?.incoming?.socket?.remoteAddress
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(address === undefined ? {} : { address }),
  }
}

/** What one visitor commands: an address of IPv4, or the 64 bits of IPv6 that a customer is given. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  if (tail === undefined) return left.slice(0, 4).join(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
