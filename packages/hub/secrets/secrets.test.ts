// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashGivenSecret, isSameHash, makeSecret } from './index.ts'

it('knows a secret by its hash alone', () => {
  const secret = makeSecret('token', randomBytes)
  expect(secret.text).toMatch(/^hw_token_[\w-]{43}$/)
  expect(secret.hint).not.toContain(secret.text.slice(-30))
  expect(hashGivenSecret('token', secret.text)).toBe(secret.hash)
  expect(isSameHash(secret.hash, makeSecret('token', randomBytes).hash)).toBe(false)
})

it('looks nothing up for what is no secret of that kind', () => {
  const { text } = makeSecret('session', randomBytes)
  for (const given of ['', 'hw_token_', text, `${text}x`, 'hw_token_'.padEnd(5_000, 'a')]) {
    expect(hashGivenSecret('token', given)).toBeUndefined()
  }
  expect(isSameHash('', '')).toBe(false)
})
