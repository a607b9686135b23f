// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '../testing/index.ts'
import { createLocks } from './index.ts'

onEveryDatabase((store) => {
  it('runs one of a name at a time, others beside it, and goes on after a failure', async () => {
    const { whileHeld } = createLocks(store())
    const said: string[] = []
    const run = (name: string, word: string) =>
      whileHeld(name, async () => {
        said.push(`${word} begins`)
        await store().db.selectFrom('organisation').select('id').execute()
        said.push(`${word} ends`)
        if (word === 'b') throw new Error(word)
        return word
      })
    const all = await Promise.allSettled([
      run('x', 'a'),
      run('x', 'b'),
      run('x', 'c'),
      ...['d', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o'].map((word) =>
        run(word, word),
      ),
    ])
    expect(all.map(({ status }) => status)).toEqual(
      all.map((_, index) => (index === 1 ? 'rejected' : 'fulfilled')),
    )
    expect(said.filter((word) => /^[abc] /.test(word))).toEqual([
      'a begins',
      'a ends',
      'b begins',
      'b ends',
      'c begins',
      'c ends',
    ])
  })
})
