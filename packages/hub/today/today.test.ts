// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'

const HOUR = 3_600_000

onEveryDatabase((store) => {
  it('shows what changed since the look before, however often the page is loaded within an hour', async () => {
    const { product, release, upload, settle, get } = await givenScene(store())
    await givenAdvisoryOn(store(), 'leaf', `CVE-2026-${store().newId()}`)
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['leaf@1.0.0']))
    await settle()
    store().advance(1_000)
    const first = await get('/today')
    expect(first['changed']).toHaveLength(1)
    store().advance(HOUR / 2)
    const again = await get('/today')
    expect(again['changed']).toEqual(first['changed'])
    store().advance(HOUR)
    expect(await get('/today')).toMatchObject({ changed: [] })
  })

  it('says of which day the counts are that it compares with', async () => {
    const { get } = await givenScene(store())
    const { since, beforeOn } = await get('/today')
    expect(Date.parse(String(since)) - Date.parse(String(beforeOn))).toBeGreaterThanOrEqual(
      24 * HOUR,
    )
  })
})
