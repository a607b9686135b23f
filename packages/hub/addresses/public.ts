// SPDX-License-Identifier: Apache-2.0
import { BlockList, isIP } from 'node:net'

/**
 * Addresses that a URL given by a user must not lead to: this host, private networks, cloud metadata and whatever is not the public
 * Internet. IANA special-purpose registries, RFC 6890 and its updates.
 */
const INNER_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
const INNER_6 = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const

const inner = new BlockList()
for (const [address, prefix] of INNER_4) inner.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of INNER_6) inner.addSubnet(address, prefix, 'ipv6')

/** True if the address is one of the public Internet. IPv4 within IPv6 (mapped, 6to4, NAT64) is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !inner.check(address, 'ipv4')
  if (kind !== 6) return false
  const words = expand(address)
  const within = innerIpv4(words)
  if (within !== undefined) return isPublicAddress(within)
  return !inner.check(address, 'ipv6')
}

function innerIpv4(words: readonly number[]): string | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = words
  const dotted = (high: number, low: number): string =>
    [high >> 8, high & 255, low >> 8, low & 255].join('.')
  // 6to4, RFC 3056
  if (a === 0x2002) return dotted(b, c)
  const isZero = (list: readonly number[]): boolean => list.every((word) => word === 0)
  // NAT64, RFC 6052
  if (a === 0x64 && b === 0xff9b && isZero([c, d, e, f])) return dotted(g, h)
  // mapped and translated (RFC 4291, RFC 2765), and the old compatible form
  if (isZero([a, b, c, d]) && ((e === 0 && f === 0xffff) || (e === 0xffff && f === 0)))
    return dotted(g, h)
  if (isZero([a, b, c, d, e, f]) && (g !== 0 || h > 1)) return dotted(g, h)
  return undefined
}

function expand(address: string): readonly number[] {
  // the URL parser writes every IPv6 address in one way, and dotted tails as words
  const text = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [head = '', tail] = text.split('::')
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16))
  const left = words(head)
  if (tail === undefined) return left
  const right = words(tail)
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}
