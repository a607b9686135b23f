// SPDX-License-Identifier: Apache-2.0

/**
 * Subresource Integrity (W3C SRI, 3.5) as lockfiles have it, to digests by algorithm in lower-case hexadecimal. Options behind a
 * question mark are dropped; what has not the length of its algorithm is no digest.
 */
export function digestsOf(integrity: readonly string[]): Readonly<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const word of integrity.flatMap((text) => text.trim().split(/\s+/))) {
    const match = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})(?:\?.*)?$/.exec(word)
    if (match === null) continue
    const [, algorithm, text] = match
    const hex = Buffer.from(text!, 'base64').toString('hex')
    if (hex.length === LENGTHS[algorithm as keyof typeof LENGTHS]) digests[algorithm!] ??= hex
  }
  return digests
}

const LENGTHS = { sha1: 40, sha256: 64, sha384: 96, sha512: 128 } as const
