// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { normalRepository } from './repository.ts'

test('one repository has one text, however its address is written', () => {
  const addresses = [
    'https://github.com/Brook/River',
    'https://github.com/brook/river.git',
    'http://www.github.com/brook/river/',
    'git+https://github.com/brook/river.git@v1.2.3#sub/folder',
    'git@github.com:brook/river.git',
    'ssh://git@github.com:22/brook/river',
    'git://github.com/brook/river',
    'scm:git:https://github.com/brook/river.git',
    'https://user:secret@github.com/brook/river/tree/main/docs?tab=readme',
  ]
  for (const address of addresses) {
    expect(normalRepository(address), address).toBe('github.com/brook/river')
  }
})

test('kernel.org serves one tree under several roots', () => {
  for (const root of ['pub/scm/', 'cgit/', '']) {
    expect(
      normalRepository(`https://git.kernel.org/${root}linux/kernel/git/stable/linux.git`),
    ).toBe('git.kernel.org/linux/kernel/git/stable/linux')
  }
})

test('what is no address of a repository is none', () => {
  for (const text of [
    '',
    'NOASSERTION',
    'brook',
    'https://',
    'https://github.com/',
    'a/b',
    '://x',
  ]) {
    expect(normalRepository(text), text).toBeUndefined()
  }
})
