// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenScene, sbomOf } from '../testing/scene.ts'

onEveryDatabase((store) => {
  it('puts a document where its own word says, wherever somebody else has put the same bytes', async () => {
    const [theirs, ours] = [await givenScene(store()), await givenScene(store())]
    const stray = await theirs.release(await theirs.product('Stray'), '1')
    const text = sbomOf(['brook@1.0.0'], { serial: 71 })
    // statements of others decide nothing of what there is: there it would hide every vulnerability
    await theirs.upload(stray, text, 'type=vex')
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
