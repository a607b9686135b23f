// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenOrganisation, givenPerson } from '../testing/index.ts'
import { givenScene } from '../testing/scene.ts'

onEveryDatabase((store) => {
  it('is narrowed by who, what, to what and when, and names people and tokens', async () => {
    const { ask, product, release, other } = await givenScene(store())
    const lantern = await product('Lantern')
    await release(lantern, '1.0')
    await ask('PATCH', `/products/${lantern}`, {
      token: other.token,
      body: { description: 'Gives light.' },
    })
    const found = async (query: string) => {
      const { said, text } = await ask('GET', `/audit?${query}`)
      expect(said['items'], text).toBeDefined()
      return (said['items'] as { action: string; actorName: string; actor: string }[]).map(
        ({ action }) => action,
      )
    }
    expect(await found('')).toEqual(['product.change', 'release.create', 'product.create'])
    expect(await found(`subject=product:${lantern}`)).toEqual(['product.change', 'product.create'])
    expect(await found('subject=release:')).toEqual(['release.create'])
    expect(await found('action=product.create')).toEqual(['product.create'])
    const { said } = await ask('GET', '/audit?who=OTHER-')
    const [one] = said['items'] as { actor: string; actorName: string }[]
    expect(said['items']).toHaveLength(1)
    expect(one?.actorName).toContain('test of other-')
    expect(await found(`who=${one?.actor ?? ''}`)).toEqual(['product.change'])
    expect(await found('who=nobody')).toEqual([])
    expect(await found('who=%25')).toEqual([])
    const today = store().now().slice(0, 10)
    expect(await found(`from=${today}&to=${today}`)).toHaveLength(3)
    expect(await found('to=2020-01-01')).toEqual([])
    expect((await ask('GET', '/audit?from=yesterday')).status).toBe(422)
  })

  it('names nobody of another organisation', async () => {
    const { ask } = await givenScene(store())
    const away = await givenOrganisation(store(), 'Away')
    await givenPerson(store(), {
      email: `stranger-${store().newId()}@example.org`,
      organisation: away.id,
      roles: [{ role: 'administrator' }],
    })
    const { said } = await ask('GET', '/audit?who=stranger')
    expect(said['items']).toEqual([])
  })
})
