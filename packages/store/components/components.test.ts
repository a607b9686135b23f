// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { attachDocument } from '../documents/index.ts'
import { givenDocument, givenRelease, npm, onEveryDatabase } from '../testing/index.ts'
import { searchComponents } from './index.ts'

onEveryDatabase((store) => {
  it('finds what may be seen behind any number of components that may not', async () => {
    const { db, now, newId } = store()
    const given = async (document: string, names: readonly string[]) => {
      const { organisation, release } = await givenRelease(store())
      const { document: id } = await givenDocument(store(), document, {
        components: names.map((name) => npm(name, '1')),
      })
      await attachDocument(db, {
        publicId: newId(),
        organisation,
        release,
        document: id,
        lane: 'build',
        name: document,
        at: now(),
      })
      return { organisation, products: 'all' } as const
    }
    const theirs = Array.from({ length: 25 }, (_, i) => `Brook-${String.fromCharCode(97 + i)}`)
    const others = await given('theirs', theirs)
    const visible = await given('ours', ['Brook-z1', 'brook-z2', 'rivulet'])
    const search = (text: string, limit: number) => searchComponents(db, visible, { text, limit })
    expect((await search('brook-', 1)).map(({ name }) => name)).toEqual(['Brook-z1'])
    expect((await search('BROOK-', 9)).map(({ name }) => name)).toEqual(['Brook-z1', 'brook-z2'])
    expect((await search('npm/rivu', 9)).map(({ name }) => name)).toEqual(['rivulet'])
    expect(await search('no such', 9)).toEqual([])
    expect(await searchComponents(db, others, { text: 'brook', limit: 100 })).toHaveLength(25)
    const after = { key: 'Brook-z1', id: 0 }
    const next = await searchComponents(db, visible, { text: 'brook', limit: 9, after })
    expect(next.map(({ name }) => name)).toEqual(['Brook-z1', 'brook-z2'])
  })
})
