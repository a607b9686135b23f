// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { runRules } from '../notifications/index.ts'
import { givenScene, sbomOf } from '../testing/scene.ts'

const A = 'a'.repeat(64)
const B = 'b'.repeat(64)

onEveryDatabase((store) => {
  it('tells what was built and not deployed, deployed and not built, or in another version, and files of another content', async () => {
    const { product, release, upload, settle, get } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    const built = sbomOf(['brook@1.0.0', 'weir@2.0.0', 'gone@1.0.0'], {
      files: [`usr/bin/lamp=${A}`, `usr/bin/wick=${A}`],
    })
    await upload(id, built)
    const there = sbomOf(['brook@1.0.0', 'weir@2.1.0', 'extra@1.0.0'], {
      files: [`/usr/bin/lamp=${B}`, `/usr/bin/wick=${A}`],
      serial: 2,
    })
    await upload(id, there, 'type=deployed')
    await upload(id, sbomOf(['brook@1.0.0', 'alien@1.0.0'], { serial: 3 }), 'type=runtime')
    await settle()
    const { items } = (await get(`/drift?release=${id}`)) as { items: Record<string, unknown>[] }
    const told = items.map(({ between, component, kind }) => [
      (between as string[]).join('-'),
      component,
      kind,
    ])
    expect(told.sort()).toEqual([
      ['build-deployed', '/usr/bin/lamp', 'other-content'],
      ['build-deployed', 'extra', 'only-in-second'],
      ['build-deployed', 'gone', 'only-in-first'],
      ['build-deployed', 'weir', 'other-version'],
      // weir and extra are not seen running, which says nothing
      ['deployed-runtime', 'alien', 'only-in-second'],
    ])
    expect(await get(`/releases/${id}`)).toMatchObject({ driftCounts: { open: 5, accepted: 0 } })
    expect(await get('/today')).toMatchObject({
      drift: [{ release: { id, product: 'Lantern' }, counts: { open: 5 } }],
    })
  })

  it('is no drift what one lane says and no other is there, or what has no version', async () => {
    const { product, release, upload, settle, get } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['brook@1.0.0']))
    await settle()
    expect(await get(`/drift?release=${id}`)).toMatchObject({ items: [] })
    const nameless = { type: 'library', name: 'brook', purl: 'pkg:npm/brook' }
    const text = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [nameless],
    })
    await upload(id, text, 'type=deployed')
    await settle()
    expect(await get(`/drift?release=${id}`)).toMatchObject({ items: [] })
  })

  it('is answered for with a reason until a day, is open again after it, and is closed when the lanes agree', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['brook@1.0.0']))
    await upload(id, sbomOf(['brook@1.0.1'], { serial: 2 }), 'type=deployed')
    await settle()
    const first = (await get(`/drift?release=${id}`)) as { items: { id: string }[] }
    const key = first.items[0]?.id ?? ''
    const day = new Date(Date.parse(store().now()) + 3 * 86_400_000).toISOString().slice(0, 10)
    const body = { drifts: [key], reason: 'Patched in the field.', expiresOn: day }
    const foreign = await givenScene(store())
    expect((await foreign.ask('POST', '/drift/acceptance', { body })).status).toBe(404)
    expect((await ask('POST', '/drift/acceptance', { body })).said).toMatchObject({
      items: [{ state: 'accepted', accepted: { reason: 'Patched in the field.' } }],
    })
    expect(await get(`/drift?release=${id}`)).toMatchObject({ items: [] })
    expect(await get(`/drift?release=${id}&state=accepted`)).toMatchObject({ items: [{ id: key }] })
    expect(await get(`/releases/${id}/events`)).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ kind: 'drift-accepted' }),
      ]) as unknown,
    })
    store().advance(4 * 86_400_000)
    expect(await get(`/drift?release=${id}`)).toMatchObject({ items: [{ id: key, state: 'open' }] })

    const { lanes } = (await get(`/releases/${id}`)) as {
      lanes: { type: string; documents: { id: string }[] }[]
    }
    const deployed = lanes.find(({ type }) => type === 'deployed')?.documents[0]?.id ?? ''
    expect((await ask('DELETE', `/releases/${id}/documents/${deployed}`)).status).toBe(204)
    await settle()
    expect(await get(`/drift?release=${id}&state=all`)).toMatchObject({ items: [] })
  })

  it('comes back as answered for, and as open once the word was taken back', async () => {
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['brook@1.0.0']))
    const states = async () => {
      const { items } = (await get(`/drift?release=${id}&state=all`)) as unknown as {
        items: { id: string; state: string }[]
      }
      return items
    }
    const come = async () => {
      await upload(id, sbomOf(['brook@1.0.1'], { serial: 2 }), 'type=deployed')
      await settle()
      return (await states())[0] ?? { id: '', state: 'none' }
    }
    const go = async () => {
      const { lanes } = (await get(`/releases/${id}`)) as {
        lanes: { type: string; documents: { id: string }[] }[]
      }
      const deployed = lanes.find(({ type }) => type === 'deployed')?.documents[0]?.id ?? ''
      expect((await ask('DELETE', `/releases/${id}/documents/${deployed}`)).status).toBe(204)
      await settle()
      expect(await states()).toEqual([])
    }
    const first = await come()
    expect(first.state).toBe('open')
    const body = { drifts: [first.id], reason: 'Patched in the field.' }
    expect((await ask('POST', '/drift/acceptance', { body })).status).toBe(200)
    await go()
    const again = await come()
    expect(again.state).toBe('accepted')
    expect((await ask('DELETE', `/drift/${again.id}/acceptance`)).status).toBeLessThan(300)
    await go()
    expect((await come()).state).toBe('open')
  })

  it('is told once by a rule on drift, and again when nobody answers for it any more', async () => {
    const { product, release, upload, settle, ask, get, make, hub, home } =
      await givenScene(store())
    const rule = {
      name: 'Lanes',
      when: 'drift',
      to: { kind: 'email', addresses: ['ada@example.org'] },
      digest: 'at-once',
      enabled: true,
    }
    await make('/rules', rule)
    const id = await release(await product('Lantern'), '1.0')
    await upload(id, sbomOf(['brook@1.0.0']))
    await upload(id, sbomOf(['brook@1.0.1'], { serial: 2 }), 'type=deployed')
    await settle()
    const told = async () => {
      await runRules(store(), hub.publicUrl)
      const rows = await store()
        .db.selectFrom('delivery')
        .select('subject')
        .where('organisation_id', '=', home.id)
        .orderBy('id')
        .execute()
      return rows.map(({ subject }) => subject)
    }
    const line = 'Lantern 1.0: brook is 1.0.0 in the lane build and 1.0.1 in the lane deployed'
    expect(await told()).toEqual([line])
    expect(await told()).toEqual([line])
    const { items } = (await get(`/drift?release=${id}`)) as { items: { id: string }[] }
    const day = new Date(Date.parse(store().now()) + 2 * 86_400_000).toISOString().slice(0, 10)
    const body = { drifts: items.map((each) => each.id), reason: 'Known.', expiresOn: day }
    await ask('POST', '/drift/acceptance', { body })
    expect(await told()).toEqual([line])
    store().advance(3 * 86_400_000)
    expect(await told()).toEqual([line, line])
  })
})
