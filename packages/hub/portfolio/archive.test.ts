// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { findingTotals } from '@headwater/store/judgements'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'
import { enqueueMatching } from '../work/enqueue.ts'

onEveryDatabase((store) => {
  let count = 0
  const given = async () => {
    const scene = await givenScene(store())
    const name = `culvert${++count}`
    await givenAdvisoryOn(store(), name, `CVE-2026-${8000 + count}`)
    const line = await scene.make('/product-lines', { name: 'Lights' })
    const lantern = await scene.product('Lantern', { line })
    const variant = await scene.make(`/products/${lantern}/variants`, { name: 'north' })
    const old = await scene.release(lantern, '1.0', { variant })
    const young = await scene.release(lantern, '2.0')
    for (const each of [old, young]) await scene.upload(each, sbomOf([`${name}@1.0.0`]))
    await scene.settle()
    const change = (path: string, body: object) => scene.ask('PATCH', path, { body })
    const names = async (path: string) =>
      ((await scene.get(path))['items'] as { release: { name: string } }[])
        .map(({ release }) => release.name)
        .sort()
    return { ...scene, name, line, lantern, variant, old, young, change, names }
  }

  it('takes what is archived out of lists and counts, but not from who asks for it by name', async () => {
    const { change, names, get, old, lantern, name } = await given()
    expect((await change(`/releases/${old}`, { archived: true })).said).toMatchObject({
      archived: true,
    })
    expect(await names('/findings')).toEqual(['2.0'])
    expect(await names(`/findings?product=${lantern}`)).toEqual(['2.0'])
    expect(await names(`/findings?release=${old}`)).toEqual(['1.0'])
    expect(await get(`/triage?q=${name}`)).toMatchObject({ items: [{ releaseCount: 1 }] })
    expect((await get('/portfolio'))['counts']).toMatchObject({ affected: 1 })
    await change(`/products/${lantern}`, { archived: true })
    expect(await names('/findings')).toEqual([])
    expect(await names(`/findings?product=${lantern}`)).toEqual(['2.0'])
    expect(await get('/portfolio')).toMatchObject({
      products: [],
      archived: { products: [{ name: 'Lantern' }], lines: [] },
    })
    await change(`/products/${lantern}`, { archived: false })
    expect(await names('/findings')).toEqual(['2.0'])
  })

  it('counts and tells nothing of an archived product on Today, in metrics and of what is due', async () => {
    const { change, get, young, lantern, name, upload, settle } = await given()
    await change(`/products/${lantern}`, { name })
    await upload(young, sbomOf([`${name}@banana`], { serial: 9 }))
    const supportEnd = new Date(Date.parse(store().now()) + 86_400_000).toISOString().slice(0, 10)
    await change(`/releases/${young}`, { supportEnd })
    await settle()
    const told = async () => {
      const { unknown, due } = (await get('/today')) as unknown as {
        unknown: { count: number }[]
        due: object[]
      }
      const totals = (await findingTotals(store().db)).filter(({ product }) => product === name)
      return [unknown.map(({ count }) => count), due.length, totals.map((row) => row.unknown)]
    }
    expect(await told()).toEqual([[1], 1, [1]])
    await change(`/products/${lantern}`, { archived: true })
    expect(await told()).toEqual([[], 0, []])
    await change(`/products/${lantern}`, { archived: false })
    await change(`/releases/${young}`, { archived: true })
    expect(await told()).toEqual([[], 0, [0]])
  })

  it('judges a release that is brought back by what came in meanwhile', async () => {
    const { change, names, old, upload, settle } = await given()
    const name = `late${count}`
    await upload(old, sbomOf([`${name}@1.0.0`], { serial: 7 }))
    await settle()
    await change(`/releases/${old}`, { archived: true })
    await givenAdvisoryOn(store(), name, `CVE-2026-${9000 + count}`)
    await settle()
    const late = `/findings?vulnerability=CVE-2026-${9000 + count}&release=${old}`
    expect(await names(late)).toEqual([])
    await change(`/releases/${old}`, { archived: false })
    await settle()
    expect(await names(late)).toEqual(['1.0'])
  })

  it('still judges an archived release that another one contains: it counts there', async () => {
    const { change, get, old, young, ask, upload, settle } = await given()
    const name = `part${count}`
    await upload(old, sbomOf([`${name}@1.0.0`], { serial: 8 }))
    await settle()
    expect((await ask('PUT', `/releases/${young}/contains/${old}`)).status).toBe(204)
    await change(`/releases/${old}`, { archived: true })
    const counted = async () =>
      ((await get('/portfolio'))['counts'] as { affected: number }).affected
    expect(await counted()).toBe(2)
    await givenAdvisoryOn(store(), name, `CVE-2026-${7000 + count}`)
    await enqueueMatching(store().db, store().now())
    await settle()
    expect(await counted()).toBe(3)
  })

  it('archives a line only when it is empty, and a variant without touching its releases', async () => {
    const { change, line, lantern, variant, old, get } = await given()
    const refused = await change(`/product-lines/${line}`, { archived: true })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Lantern is in this line')
    const { said } = await change(`/variants/${variant}`, { name: 'south', archived: true })
    expect(said['variants']).toMatchObject([{ name: 'south', archived: true, releaseCount: 1 }])
    expect((await get(`/releases?variant=${variant}`))['items']).toMatchObject([{ id: old }])
    await change(`/products/${lantern}`, { line: null })
    expect((await change(`/product-lines/${line}`, { archived: true })).said).toMatchObject({
      archived: true,
    })
    expect(await get('/portfolio')).toMatchObject({
      lines: [],
      archived: { lines: [{ id: line }] },
    })
    expect((await change(`/product-lines/${line}`, { archived: false })).status).toBe(200)
  })
})
