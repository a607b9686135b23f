// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenScene, sbomOf } from '../testing/scene.ts'

onEveryDatabase((store) => {
  it('puts a document where its own word says, wherever somebody else has put the same bytes', async () => {
    const [theirs, ours] = [await givenScene(store()), await givenScene(store())]
    const stray = await theirs.release(await theirs.product('Stray'), '1')
    const text = sbomOf(['brook@1.0.0'], { serial: 71 })
    await theirs.upload(stray, text, 'type=design')
    await theirs.settle()
    const built = await theirs.release(await theirs.product('Built'), '1')
    await theirs.upload(built, text, 'type=runtime')
    await theirs.settle()
    const release = await ours.release(await ours.product('Router'), '1')
    const send = (to: string) => ours.ask('POST', `/releases/${to}/documents`, { body: text })
    expect((await send(release)).said).toMatchObject({ lane: 'build', isNew: true })
    await ours.settle()
    expect((await send(release)).said).toMatchObject({ lane: 'build', isNew: false })
    const { items } = await ours.get(`/releases/${release}/components`)
    expect(items).toMatchObject([{ name: 'brook' }])
  })

  it('takes a BOM that says verdicts only for statements, and one that holds components for what it is', async () => {
    const { product, release, settle, ask } = await givenScene(store())
    const to = await release(await product('Bridge'), '1')
    const send = (text: string, query = '') =>
      ask('POST', `/releases/${to}/documents?${query}`, { body: text })
    const bom = (components: readonly object[], ref: string, serial: number) =>
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        serialNumber: `urn:uuid:3e671687-395b-41f5-a30f-${String(serial).padStart(12, '0')}`,
        version: 1,
        metadata: {
          component: { type: 'firmware', 'bom-ref': 'bridge', name: 'bridge', version: '1' },
        },
        components,
        vulnerabilities: [
          { id: 'CVE-2026-0973', analysis: { state: 'not_affected' }, affects: [{ ref }] },
        ],
      })
    const reed = { type: 'library', 'bom-ref': 'reed', name: 'reed', version: '1.0.0' }
    const lanes = []
    for (const text of [
      bom([], 'bridge', 731),
      bom([], 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#reed', 732),
      bom([reed], 'reed', 733),
      bom([{ ...reed, purl: 'pkg:npm/reed@1.0.0' }], 'reed', 734),
    ]) {
      lanes.push((await send(text)).said['lane'])
    }
    expect(lanes).toEqual(['vex', 'vex', 'vex', 'build'])
    // whoever sends it may know better
    expect((await send(bom([reed], 'reed', 735), 'type=build')).said).toMatchObject({
      lane: 'build',
    })
    await settle()
  })

  it('refuses a document where it could never be read, so that it stops no judgement', async () => {
    const { product, release, ask } = await givenScene(store())
    const to = await release(await product('Switch'), '1')
    const send = (text: string, type: string) =>
      ask('POST', `/releases/${to}/documents?type=${type}`, { body: text })
    const vex = JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://example.org/vex/switch',
      author: 'Supplier',
      timestamp: '2026-03-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: 'CVE-2026-0974' },
          products: [{ '@id': 'pkg:npm/reed@1.0.0' }],
          status: 'fixed',
        },
      ],
    })
    const sbom = sbomOf(['reed@1.0.0'], { serial: 741 })
    const refused = { status: 422, said: { code: 'unreadable-document' } }
    expect(await send(sbom, 'vex')).toMatchObject(refused)
    expect(await send(vex, 'build')).toMatchObject(refused)
    expect((await send(sbom, 'source')).status).toBe(201)
    expect(await send(sbom, 'vex')).toMatchObject(refused)
    expect((await send(vex, 'vex')).status).toBe(201)
  })

  it('takes bytes again for what they stand for in the same release', async () => {
    const { product, release, upload, settle, ask } = await givenScene(store())
    const to = await release(await product('Gateway'), '1')
    const text = sbomOf(['brook@1.0.0'], { serial: 72 })
    await upload(to, text, 'type=runtime')
    await settle()
    const again = await ask('POST', `/releases/${to}/documents`, { body: text })
    expect([again.status, again.said]).toMatchObject([200, { lane: 'runtime', isNew: false }])
  })
})
