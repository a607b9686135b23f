// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'

const DAY = 86_400_000

onEveryDatabase((store) => {
  it('says what we knew of a release on a day, and what it held', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['sedge@1.0.0', 'moss@1.0.0']))
    await givenAdvisoryOn(store(), 'sedge', 'CVE-2026-0601')
    await settle()
    const first = store().now()
    store().advance(DAY)
    await givenAdvisoryOn(store(), 'moss', 'CVE-2026-0602')
    const { lanes } = (await get(`/releases/${id}`)) as {
      lanes: { documents: { id: string }[] }[]
    }
    const old = lanes.flatMap(({ documents }) => documents)[0]?.id ?? ''
    await ask('DELETE', `/releases/${id}/documents/${old}`)
    await upload(id, sbomOf(['sedge@9.0.0', 'moss@1.0.0'], { serial: 2 }))
    await settle()
    const between = new URLSearchParams({ a: id, b: id, aAt: first }).toString()
    expect(await get(`/compare?${between}`)).toMatchObject({
      components: [{ name: 'sedge', before: '1.0.0', after: '9.0.0' }],
      findings: [
        { vulnerability: 'CVE-2026-0601', component: 'sedge 1.0.0', before: 'affected' },
        { vulnerability: 'CVE-2026-0602', component: 'moss 1.0.0', after: 'affected' },
      ],
      truncated: false,
    })
    const same = new URLSearchParams({ a: id, b: id, aAt: first, bAt: first }).toString()
    expect(await get(`/compare?${same}`)).toMatchObject({ components: [], findings: [] })
  })

  it('compares two builds by what their own documents hold', async () => {
    const { product, release, upload, settle, get, ask, make } = await givenScene(store())
    await givenAdvisoryOn(store(), 'fern', 'CVE-2026-0603')
    const id = await release(await product('Lantern'), '1.0')
    const blue = await make(`/releases/${id}/builds`, { name: 'blue' })
    const green = await make(`/releases/${id}/builds`, { name: 'green' })
    await upload(id, sbomOf(['fern@1.0.0', 'both@1.0.0']), `type=build&build=${blue}`)
    await upload(id, sbomOf(['both@1.0.0'], { serial: 2 }), `type=build&build=${green}`)
    await settle()
    const of = new URLSearchParams({ a: id, aBuild: blue, b: id, bBuild: green }).toString()
    const said = await get(`/compare?${of}`)
    expect(said).toMatchObject({
      a: { title: 'Lantern 1.0, blue' },
      components: [{ name: 'fern', before: '1.0.0' }],
      findings: [{ vulnerability: 'CVE-2026-0603', before: 'affected' }],
    })
    const other = await release(await product('Torch'), '1.0')
    expect((await ask('GET', `/compare?a=${other}&aBuild=${blue}&b=${id}`)).status).toBe(404)
  })
})
