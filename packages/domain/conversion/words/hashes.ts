// SPDX-License-Identifier: Apache-2.0

/** One algorithm in the three vocabularies; what one lacks is undefined there. */
interface HashWords {
  /** SPDX 3.0.1 Core, HashAlgorithm: the pivot's own word. */
  readonly spdx3: string
  /** SPDX 2.3, 7.10. */
  readonly spdx2?: string
  /** CycloneDX 1.7, `hash-alg`. */
  readonly cyclonedx?: string
}

const HASHES: readonly HashWords[] = [
  { spdx3: 'sha1', spdx2: 'SHA1', cyclonedx: 'SHA-1' },
  { spdx3: 'sha224', spdx2: 'SHA224' },
  { spdx3: 'sha256', spdx2: 'SHA256', cyclonedx: 'SHA-256' },
  { spdx3: 'sha384', spdx2: 'SHA384', cyclonedx: 'SHA-384' },
  { spdx3: 'sha512', spdx2: 'SHA512', cyclonedx: 'SHA-512' },
  { spdx3: 'sha3_224' },
  { spdx3: 'sha3_256', spdx2: 'SHA3-256', cyclonedx: 'SHA3-256' },
  { spdx3: 'sha3_384', spdx2: 'SHA3-384', cyclonedx: 'SHA3-384' },
  { spdx3: 'sha3_512', spdx2: 'SHA3-512', cyclonedx: 'SHA3-512' },
  { spdx3: 'blake2b256', spdx2: 'BLAKE2b-256', cyclonedx: 'BLAKE2b-256' },
  { spdx3: 'blake2b384', spdx2: 'BLAKE2b-384', cyclonedx: 'BLAKE2b-384' },
  { spdx3: 'blake2b512', spdx2: 'BLAKE2b-512', cyclonedx: 'BLAKE2b-512' },
  { spdx3: 'blake3', spdx2: 'BLAKE3', cyclonedx: 'BLAKE3' },
  { spdx3: 'md2', spdx2: 'MD2' },
  { spdx3: 'md4', spdx2: 'MD4' },
  { spdx3: 'md5', spdx2: 'MD5', cyclonedx: 'MD5' },
  { spdx3: 'md6', spdx2: 'MD6' },
  { spdx3: 'adler32', spdx2: 'ADLER32' },
  // no other vocabulary has a word for it
  { spdx3: 'streebog256', cyclonedx: 'Streebog-256' },
  { spdx3: 'streebog512', cyclonedx: 'Streebog-512' },
]

const FROM_SPDX2 = new Map(HASHES.map(({ spdx2 = '', spdx3 }) => [spdx2, spdx3]))
const FROM_CYCLONEDX = new Map(HASHES.map(({ cyclonedx = '', spdx3 }) => [cyclonedx, spdx3]))
const BY_WORD = new Map(HASHES.map((words) => [words.spdx3, words]))

export function hashFromSpdx2(word: string): string {
  return FROM_SPDX2.get(word) ?? word
}

export function hashFromCycloneDx(word: string): string {
  return FROM_CYCLONEDX.get(word) ?? word
}

export function hashIn(family: 'spdx2' | 'cyclonedx', algorithm: string): string | undefined {
  return BY_WORD.get(algorithm)?.[family]
}
