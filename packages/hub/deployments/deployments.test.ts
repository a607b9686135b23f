// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenScene, sbomOf } from '../testing/scene.ts'

const A = 'a'.repeat(64)

onEveryDatabase((store) => {
  it('notes builds with their images and documents, and says who else ships them', async () => {
    const { product, release, upload, get, ask, make } = await givenScene(store())
    const lantern = await product('Lantern')
    const one = await release(lantern, '1.0')
    const two = await release(await product('Torch'), '1.0')
    const text = sbomOf(['brook@1.0.0'])
    await upload(one, text)
    await upload(two, text)
    const { lanes } = (await get(`/releases/${one}`)) as {
      lanes: { type: string; documents: { id: string; sharedWith: number }[] }[]
    }
    const document = lanes.find(({ type }) => type === 'build')?.documents[0]
    expect(document?.sharedWith).toBe(1)
    const build = await make(`/releases/${one}/builds`, {
      name: 'ci-17',
      builder: 'ci',
      tool: 'west',
      sourceCommit: 'abc',
      builtAt: '2026-09-01T00:00:00Z',
      images: [{ name: 'lantern.bin', sha256: A }],
      documents: [document?.id],
    })
    expect((await get(`/releases/${one}`))['builds']).toMatchObject([
      { id: build, images: [{ sha256: A }], documents: [document?.id], sharedWith: 1, version: 1 },
    ])
    const same = { name: 'ci-17', images: [], documents: [] }
    expect((await ask('POST', `/releases/${one}/builds`, { body: same })).status).toBe(409)
    const foreign = { name: 'x', documents: [document?.id] }
    expect((await ask('POST', `/releases/${two}/builds`, { body: foreign })).status).toBe(422)
    const changed = await ask('PATCH', `/builds/${build}`, { body: { tool: null, images: [] } })
    expect(changed.said).toMatchObject({ images: [], version: 2 })
    expect(changed.said['tool']).toBeUndefined()
  })

  it('compares each deployment with the build that it names, until it ends', async () => {
    const { product, release, upload, get, ask, make, settle } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    const blue = await make(`/releases/${id}/builds`, { name: 'blue' })
    const green = await make(`/releases/${id}/builds`, { name: 'green' })
    await upload(id, sbomOf(['brook@1.0.0']), `type=build&build=${blue}`)
    await upload(id, sbomOf(['brook@2.0.0'], { serial: 2 }), `type=build&build=${green}`)
    const site = await make(`/releases/${id}/deployments`, {
      name: 'Oslo',
      place: 'Hall 3',
      count: 40,
      build: green,
      since: '2026-09-02T00:00:00Z',
    })
    await upload(id, sbomOf(['brook@1.0.0'], { serial: 3 }), `type=deployed&deployment=${site}`)
    await settle()
    const [listed] = (await get(`/releases/${id}/deployments`))['items'] as object[]
    expect(listed).toMatchObject({
      name: 'Oslo',
      place: 'Hall 3',
      count: 40,
      build: { id: green, name: 'green' },
      drift: { open: 1 },
    })
    expect(await get('/drift')).toMatchObject({
      items: [{ component: 'brook', kind: 'other-version', deployment: { id: site } }],
    })
    const turned = { until: '2026-09-01T00:00:00Z' }
    expect((await ask('PATCH', `/deployments/${site}`, { body: turned })).status).toBe(422)
    expect((await ask('PATCH', `/deployments/${site}`, { body: { build: blue } })).status).toBe(200)
    await settle()
    expect(await get(`/deployments/${site}`)).toMatchObject({ drift: { open: 0 } })
    await ask('PATCH', `/deployments/${site}`, { body: { build: green } })
    await settle()
    await ask('PATCH', `/deployments/${site}`, { body: { until: store().now() } })
    await settle()
    expect(await get(`/deployments/${site}`)).toMatchObject({ drift: { open: 0 }, version: 4 })
  })

  it('lets viewers look and contributors note, and nobody note in another organisation', async () => {
    const { product, release, ask, make, other } = await givenScene(store(), { second: 'viewer' })
    const id = await release(await product('Lantern'), '1.0')
    const site = await make(`/releases/${id}/deployments`, { name: 'Oslo' })
    const token = other.token
    expect((await ask('GET', `/deployments/${site}`, { token })).status).toBe(200)
    expect((await ask('PATCH', `/deployments/${site}`, { token, body: {} })).status).toBe(403)
    const body = { name: 'x' }
    expect((await ask('POST', `/releases/${id}/builds`, { token, body })).status).toBe(403)
    const foreign = await givenScene(store())
    expect((await foreign.ask('GET', `/deployments/${site}`)).status).toBe(404)
    expect((await foreign.ask('POST', `/releases/${id}/builds`, { body })).status).toBe(404)
  })
})
