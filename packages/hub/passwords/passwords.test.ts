// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { checkNobody, checkPassword, hashPassword } from './index.ts'

it('knows a password again, whichever way its letters were composed', async () => {
  const hash = await hashPassword('cafe\u0301 au lait, twice')
  expect(hash).toMatch(/^scrypt\$131072\$8\$1\$/)
  expect(await checkPassword('caf\u00e9 au lait, twice', hash)).toBe(true)
  expect(await checkPassword('cafe au lait, twice', hash)).toBe(false)
})

it('says no to a hash that cannot be read or asks for all memory', async () => {
  for (const hash of [
    '',
    'plain',
    'scrypt$2$8$1$AA$',
    'scrypt$1073741824$8$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA',
  ]) {
    expect(await checkPassword('x', hash)).toBe(false)
  }
  expect(await checkNobody('x')).toBe(false)
})
