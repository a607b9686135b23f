// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { findRow } from '@headwater/store/rows'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenPerson } from '../testing/index.ts'
import { givenScene, sbomOf } from '../testing/scene.ts'

onEveryDatabase((store) => {
  it('answers of a product that may not be seen as of one that is not there', async () => {
    const { ask, home, product, release } = await givenScene(store())
    const [own, hidden] = [await product('Own'), await product('Hidden')]
    await release(hidden, '1')
    const row = await findRow(store().db, 'product', { organisation: home.id, publicId: own })
    const { token } = await givenPerson(store(), {
      email: `manager-${store().newId()}@example.org`,
      organisation: home.id,
      roles: [{ role: 'manager', product: row?.id ?? 0 }],
    })
    const list = (id: string) => ask('GET', `/releases?product=${id}`, { token })
    expect((await list(own)).status).toBe(200)
    const [unseen, nowhere] = [await list(hidden), await list(store().newId())]
    expect([unseen.status, unseen.text]).toEqual([nowhere.status, nowhere.text])
    const bom = Buffer.from(sbomOf(['brook@1.0.0'])).toString('base64')
    const put = (projectName: string) =>
      ask('PUT', '/bom', {
        token,
        body: { projectName, projectVersion: '1', autoCreate: true, bom },
      })
    const [there, none] = [await put('Hidden'), await put('None')]
    expect([there.status, there.said['detail']]).toEqual([none.status, none.said['detail']])
  })
})
