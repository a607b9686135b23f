// SPDX-License-Identifier: Apache-2.0
import { createHmac, timingSafeEqual } from 'node:crypto'

/** The name in a `session=NAME.SIGNATURE` cookie, or null when it is missing or not ours. */
export function readSession(header, key) {
  const [, name, signature] =
    /(?:^|; )session=([a-z]{1,32})\.([0-9a-f]{64})(?:;|$)/.exec(header) ?? []
  if (name === undefined) return null
  const expected = Buffer.from(sign(name, key), 'hex')
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? name : null
}

export const sign = (name, key) => createHmac('sha256', key).update(name).digest('hex')
