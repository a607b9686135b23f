// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'
import { enqueueMatching } from '../work/enqueue.ts'

onEveryDatabase((store) => {
  it('rolls up what releases contain, counts nothing twice, and refuses circles', async () => {
    const { product, release, upload, settle, get, ask, make } = await givenScene(store())
    await givenAdvisoryOn(store(), 'reed', 'CVE-2026-0500')
    const line = await make('/product-lines', { name: 'Lights' })
    const library = await release(await product('Library', { line }), '1.0')
    const firmware = await release(await product('Firmware', { line }), '1.0')
    const device = await release(await product('Device', { line }), '1.0')
    await upload(library, sbomOf(['reed@1.0.0']))
    await settle()
    const contain = (whole: string, part: string) =>
      ask('PUT', `/releases/${whole}/contains/${part}`)
    // the library is in the device twice: by itself, and in the firmware
    for (const [whole, part] of [
      [firmware, library],
      [device, firmware],
      [device, library],
    ] as const) {
      expect((await contain(whole, part)).status).toBe(204)
    }
    expect((await contain(library, device)).status).toBe(422)
    expect((await contain(library, library)).status).toBe(422)
    expect(await get(`/releases/${device}`)).toMatchObject({
      counts: { affected: 0 },
      countsWithParts: { affected: 1, exploited: 0 },
      contains: [{ id: firmware }, { id: library }],
    })
    expect(await get(`/releases/${library}`)).toMatchObject({
      containedIn: [{ id: device }, { id: firmware }],
    })
    expect(await get('/portfolio')).toMatchObject({
      counts: { affected: 1 },
      lines: [{ counts: { affected: 1 }, productCount: 3 }],
      products: [
        { counts: { affected: 1 } },
        { counts: { affected: 1 } },
        { counts: { affected: 1 } },
      ],
    })
    expect(await get('/today')).toMatchObject({ counts: { affected: 1 } })
    expect((await get(`/findings?release=${device}`))['items']).toHaveLength(1)
    expect((await ask('DELETE', `/releases/${device}/contains/${library}`)).status).toBe(204)
    expect((await ask('DELETE', `/releases/${device}/contains/${library}`)).status).toBe(404)
    expect(await get(`/releases/${device}`)).toMatchObject({ countsWithParts: { affected: 1 } })
  })

  it('changes a release with its support, and says how often it was changed', async () => {
    const { product, release, ask, get, make } = await givenScene(store())
    const lantern = await product('Lantern', { description: 'Gives light' })
    const marine = await make(`/products/${lantern}/variants`, { name: 'Marine' })
    const id = await release(lantern, '1.0', {
      variant: marine,
      supportStart: '2026-01-01',
      identities: ['pkg:generic/lantern@1.0'],
    })
    expect(await get(`/products/${lantern}`)).toMatchObject({
      description: 'Gives light',
      variants: [{ id: marine, name: 'Marine' }],
      releaseCount: 1,
    })
    const change = (body: object) => ask('PATCH', `/releases/${id}`, { body })
    expect((await change({ supportEnd: '2025-01-01' })).status).toBe(422)
    expect((await change({ identities: ['lantern'] })).status).toBe(422)
    expect((await change({ variant: id })).status).toBe(422)
    expect(
      (await change({ supportEnd: '2031-01-01', description: 'For boats' })).said,
    ).toMatchObject({
      supportStart: '2026-01-01',
      supportEnd: '2031-01-01',
      variant: { id: marine },
    })
    expect(await get(`/releases/${id}`)).toMatchObject({
      description: 'For boats',
      identities: ['pkg:generic/lantern@1.0'],
      version: 2,
    })
    const read = await ask('GET', `/releases/${id}`)
    const old = { 'if-match': read.headers.get('etag') ?? '' }
    await change({ name: '1.0.1' })
    const late = await ask('PATCH', `/releases/${id}`, { body: { name: '2' }, headers: old })
    expect(late.status).toBe(412)
  })

  it('catches up with the feeds when a release is taken out of the archive', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['heath@1.0.0'], { serial: 41 }))
    await settle()
    const archive = (archived: boolean) => ask('PATCH', `/releases/${id}`, { body: { archived } })
    expect((await archive(true)).status).toBe(200)
    await givenAdvisoryOn(store(), 'heath', 'CVE-2026-0941')
    await enqueueMatching(store().db, store().now())
    await settle()
    expect(await get(`/findings?release=${id}`)).toMatchObject({ items: [] })
    expect((await archive(false)).status).toBe(200)
    await settle()
    expect(await get(`/findings?release=${id}`)).toMatchObject({
      items: [{ vulnerability: { id: 'CVE-2026-0941' }, verdict: 'affected' }],
    })
  })

  it('lets the verdicts of a line go with the products that leave it, and come with those that join', async () => {
    const { product, release, upload, settle, get, ask, make } = await givenScene(store())
    const line = await make('/product-lines', { name: 'Lamps' })
    const lantern = await product('Lantern', { line })
    const torch = await product('Torch')
    const ids = [await release(lantern, '1.0'), await release(torch, '1.0')]
    await givenAdvisoryOn(store(), 'fell', 'CVE-2026-0942')
    for (const id of ids) await upload(id, sbomOf(['fell@1.0.0'], { serial: 42 }))
    await settle()
    const found = async () => {
      const rows: { id: string; verdict: string }[] = []
      for (const id of ids) rows.push(...((await get(`/findings?release=${id}`))['items'] as []))
      return rows
    }
    const body = {
      verdict: 'not_affected',
      justification: 'requires_configuration',
      reason: 'Off.',
    }
    const findings = [(await found())[0]?.id ?? '']
    const given = await ask('POST', '/assessments', { body: { ...body, findings, scope: 'line' } })
    expect(given.status).toBe(201)
    const verdicts = async () => (await found()).map(({ verdict }) => verdict)
    expect(await verdicts()).toEqual(['not_affected', 'affected'])
    await ask('PATCH', `/products/${lantern}`, { body: { line: null } })
    await ask('PATCH', `/products/${torch}`, { body: { line } })
    await settle()
    expect(await verdicts()).toEqual(['affected', 'not_affected'])
  })

  it('pages through what was done to a release', async () => {
    const { product, release, upload, get, make } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['brook@1.0.0']))
    await make(`/releases/${id}/builds`, { name: 'ci' })
    await make(`/releases/${id}/deployments`, { name: 'Oslo' })
    const kinds: string[] = []
    let next = ''
    do {
      const page = await get(`/releases/${id}/events?limit=1${next}`)
      for (const { kind } of page['items'] as { kind: string }[]) kinds.push(kind)
      next = typeof page['next'] === 'string' ? `&cursor=${page['next']}` : ''
    } while (next !== '')
    expect(kinds).toEqual(['document-attached', 'deployment-noted', 'build-noted'])
  })
})
