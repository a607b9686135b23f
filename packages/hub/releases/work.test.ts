// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenScene, sbomOf } from '../testing/scene.ts'
import { createWorker } from '../work/index.ts'

onEveryDatabase((store) => {
  it('says in lists and pages why a release could not be judged, until it is', async () => {
    const { product, release, upload, settle, get } = await givenScene(store())
    const lantern = await product('Lantern')
    const id = await release(lantern, '1.0')
    const stateOf = async () => {
      const listed = (await get(`/releases?product=${lantern}`)) as unknown as {
        items: { id: string }[]
      }
      const { state, problem } = (await get(`/releases/${id}`)) as Record<string, unknown>
      expect(listed.items.find((each) => each.id === id)).toMatchObject({
        state,
        ...(problem === undefined ? {} : { problem }),
      })
      return [state, problem]
    }
    const failing = createWorker({
      store: store(),
      name: 'failing',
      handlers: { 'judge-release': () => Promise.reject(new Error('it is torn')) },
      pause: 1,
      report: () => undefined,
      isFinal: () => true,
    })
    expect(await stateOf()).toEqual(['empty', undefined])
    await upload(id, sbomOf(['work@1.0.0'], { serial: 51 }))
    expect(await stateOf()).toEqual(['waiting', undefined])
    await failing.drain()
    expect(await stateOf()).toEqual(['failed', 'it is torn'])
    store().advance(1_000)
    await upload(id, sbomOf(['work@2.0.0'], { serial: 52 }))
    expect(await stateOf()).toEqual(['waiting', undefined])
    await settle()
    expect(await stateOf()).toEqual(['judged', undefined])
    // what was judged before still stands, and is not all
    store().advance(1_000)
    await upload(id, sbomOf(['work@3.0.0'], { serial: 53 }))
    await failing.drain()
    expect(await stateOf()).toEqual(['failed', 'it is torn'])
  })
})
