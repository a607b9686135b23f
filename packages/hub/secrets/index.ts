// SPDX-License-Identifier: Apache-2.0
import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Session keys, API tokens and one-time links: 256 random bits, of which only the SHA-256 is stored. `hw_<kind>_<43 characters>`, so
 * that scanners of leaked secrets can know them; the first characters are shown in lists.
 */
export const SECRET_KINDS = ['session', 'token', 'link', 'csrf'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

export interface Secret {
  /** Given out once. */
  readonly text: string
  /** SHA-256 of the text, lower-case hexadecimal: what is stored. */
  readonly hash: string
  /** What lists show. */
  readonly hint: string
}

const BYTES = 32
const HINT_CHARACTERS = 6

export function makeSecret(kind: SecretKind, random: (bytes: number) => Uint8Array): Secret {
  const body = Buffer.from(random(BYTES)).toString('base64url')
  const text = `hw_${kind}_${body}`
  return { text, hash: hashSecret(text), hint: `hw_${kind}_${body.slice(0, HINT_CHARACTERS)}…` }
}

/** Undefined for what cannot be a secret of that kind, so that nothing is looked up for it. */
export function hashGivenSecret(kind: SecretKind, text: string): string | undefined {
  const isOne = text.startsWith(`hw_${kind}_`) && /^[\w-]{43}$/.test(text.slice(kind.length + 4))
  return isOne ? hashSecret(text) : undefined
}

/** A secret has 256 bits: no salt or slow hash is needed against guessing. */
export function hashSecret(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Compares two hashes in a time that tells nothing. */
export function isSameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, 'hex')
  const right = Buffer.from(b, 'hex')
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right)
}
