// SPDX-License-Identifier: Apache-2.0

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random ones. Two of one millisecond are
 * in no order.
 */
export function createIds({
  now,
  random,
}: {
  readonly now: () => Date
  readonly random: (count: number) => Uint8Array
}): () => string {
  return () => {
    const bytes = Buffer.alloc(16)
    bytes.writeUIntBE(now().getTime(), 0, 6)
    bytes.set(random(10), 6)
    bytes[6] = 0x70 | (bytes[6]! & 0x0f)
    bytes[8] = 0x80 | (bytes[8]! & 0x3f)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
