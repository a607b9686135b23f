// SPDX-License-Identifier: Apache-2.0
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { enqueueMatching } from '../work/enqueue.ts'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'

/** What nobody identifies, beside a package of its own so that the document is one of this test. */
const sbomWith = (name: string, serial: number): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:3e671687-395b-41f5-a30f-${String(serial).padStart(12, '0')}`,
    version: 1,
    components: [{ type: 'library', name, version: '1.0.0' }],
  })

onEveryDatabase((store) => {
  it('finds a component as the release has it, and not as its document alone would', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomWith('fen-core', 704))
    const body = 'fen-core=pkg:npm/fen@1.0.0'
    expect(
      (await ask('POST', `/releases/${id}/overlays?kind=identify&fileName=who.txt`, { body }))
        .status,
    ).toBe(201)
    await settle()
    const found = (await get('/search?q=fen-core'))['items'] as readonly { readonly id: string }[]
    expect(found).toHaveLength(1)
    expect(await get(`/components/${found[0]?.id}`)).toMatchObject({ occurrences: [{}] })
  })

  it('says who a component is, for one release alone, and takes it back', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    await givenAdvisoryOn(store(), 'marsh', 'CVE-2026-0700')
    const lantern = await product('Lantern')
    const one = await release(lantern, '1.0')
    const two = await release(lantern, '2.0')
    const stranger = await givenScene(store())
    const foreign = await stranger.release(await stranger.product('X'), '1')
    const document = sbomWith('marsh-core', 701)
    await upload(one, document)
    await upload(two, document)
    await stranger.upload(foreign, document)
    await settle()
    const verdicts = async (of: string) => (await get(`/findings?release=${of}`))['items']
    expect(await verdicts(one)).toEqual([])

    const add = (body: string, query = 'kind=identify&fileName=who.txt') =>
      ask('POST', `/releases/${one}/overlays?${query}`, { body })
    expect((await add('marsh-core')).said).toMatchObject({
      code: 'unreadable-document',
      faults: [{ at: 'line 1' }],
    })
    const pairs = '# ours\nmarsh-core=pkg:npm/marsh@1.0.0\nnobody=pkg:npm/x@1\n'
    const added = await add(pairs)
    expect(added.said).toMatchObject({
      items: [{ kind: 'identify', scope: 'release', name: 'who.txt', identities: { length: 2 } }],
    })
    await settle()
    expect(await verdicts(one)).toMatchObject([{ vulnerability: { id: 'CVE-2026-0700' } }])
    expect(await verdicts(two)).toEqual([])
    expect(await stranger.get(`/findings?release=${foreign}`)).toMatchObject({ items: [] })
    expect((await get(`/releases/${one}/components`))['items']).toMatchObject([
      { name: 'marsh-core', purls: ['pkg:npm/marsh@1.0.0'] },
    ])
    expect((await get(`/releases/${two}/components`))['items']).toMatchObject([{ purls: [] }])
    expect(await get(`/releases/${one}`)).toMatchObject({
      remarks: ['no component is called nobody, of which an overlay says that it is pkg:npm/x@1'],
    })
    // whom only the overlay names has a page for who sees the finding, and for nobody else
    const [found] = (await verdicts(one)) as { component: { id: string } }[]
    const page = `/components/${found?.component.id ?? ''}`
    expect(await get(page)).toMatchObject({
      identifiedBy: 'user',
      purls: ['pkg:npm/marsh@1.0.0'],
      findings: { length: 1 },
    })
    expect((await stranger.ask('GET', page)).status).toBe(404)
    // a later advisory finds the release by what the overlay says
    await givenAdvisoryOn(store(), 'marsh', 'CVE-2026-0701')
    await enqueueMatching(store().db, store().now())
    await settle()
    expect(await verdicts(one)).toHaveLength(2)
    expect(await verdicts(two)).toEqual([])
    expect(await stranger.get(`/findings?release=${foreign}`)).toMatchObject({ items: [] })

    const { items } = added.said as { items: { id: string }[] }
    const id = items[0]?.id ?? ''
    expect((await stranger.ask('DELETE', `/overlays/${id}`)).status).toBe(404)
    expect((await ask('DELETE', `/overlays/${id}`)).status).toBe(204)
    expect((await ask('DELETE', `/overlays/${id}`)).status).toBe(404)
    await settle()
    expect(await verdicts(one)).toEqual([])
  })

  it('holds for every release of a product, and takes a headwater.yaml that names no files', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    await givenAdvisoryOn(store(), 'fen', 'CVE-2026-0702')
    const lantern = await product('Lantern')
    const one = await release(lantern, '1.0')
    await upload(one, sbomWith('fen-core', 702))
    await settle()
    const add = (body: string) =>
      ask('POST', `/products/${lantern}/overlays?kind=settings&fileName=headwater.yaml`, { body })
    expect((await add('locations: there.json\n')).said).toMatchObject({
      faults: [{ at: '/locations' }],
    })
    expect((await add('- a\n')).status).toBe(422)
    expect((await add('identify:\n  fen-core: pkg:npm/fen@1.0.0\n')).status).toBe(201)
    await settle()
    expect((await get(`/findings?release=${one}`))['items']).toHaveLength(1)
    const later = await release(lantern, '1.1')
    await upload(later, sbomWith('fen-core', 703))
    await settle()
    expect((await get(`/findings?release=${later}`))['items']).toHaveLength(1)
    expect(await get(`/products/${lantern}/overlays`)).toMatchObject({
      items: [{ scope: 'product', identities: ['fen-core=pkg:npm/fen@1.0.0'] }],
    })
  })

  it('takes a locations file, and judges by the places that it names', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    await givenAdvisoryOn(store(), 'bog', 'CVE-2026-0703')
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['bog@1.0.0']))
    const add = (body: object | string) =>
      ask('POST', `/releases/${id}/overlays?kind=locations&fileName=where.json`, {
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    const refused = await add({ locations: [{ id: 7 }] })
    expect(refused.status).toBe(422)
    expect(refused.text).not.toContain('headwater-upload')
    const place = { id: 'CVE-2026-0703', paths: ['src/bog.c'], functions: ['sink'], basis: 'patch' }
    expect((await add({ locations: [place] })).status).toBe(201)
    await settle()
    const [finding] = (await get(`/findings?release=${id}`))['items'] as { id: string }[]
    // the place is known now, and no document shows a build that it could be looked for in
    const told = await get(`/findings/${finding?.id}`)
    expect(told).toMatchObject({ verdict: 'affected', rule: 'no-build-evidence' })
    expect(JSON.stringify(told)).not.toContain(tmpdir())
  })
})
