// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** For what must be readable again: AES-256-GCM, each purpose under a key of its own (HKDF, RFC 5869). */
export interface Sealing {
  readonly seal: (text: string, purpose: string) => string
  /** Undefined for what was not sealed for this purpose with this key, or was changed since. */
  readonly open: (sealed: string, purpose: string) => string | undefined
}

export const SEALING_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'sealed1.'

/** Whether a text was sealed, with whatever key. */
export function isSealed(text: string): boolean {
  return text.startsWith(VERSION)
}

/** @throws RangeError for a key of fewer than 32 bytes */
export function createSealing(key: Uint8Array): Sealing {
  if (key.byteLength < SEALING_KEY_BYTES) throw new RangeError('the sealing key is too short')
  const keyFor = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key, 'headwater', purpose, SEALING_KEY_BYTES))
  return {
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${VERSION}${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(sealed, purpose) {
      if (!isSealed(sealed)) return undefined
      const text = sealed.slice(VERSION.length)
      const bytes = Buffer.from(text, 'base64url')
      // Spare bits of the last character (RFC 4648, section 3.5) would let several texts open alike.
      if (bytes.toString('base64url') !== text) return undefined
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyFor(purpose),
        bytes.subarray(0, NONCE_BYTES),
        { authTagLength: TAG_BYTES },
      )
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
        return Buffer.concat([body, decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
