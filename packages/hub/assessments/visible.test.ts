// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { findRow } from '@headwater/store/rows'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenPerson } from '../testing/index.ts'
import { givenAdvisoryOn, givenScene, sbomOf } from '../testing/scene.ts'

onEveryDatabase((store) => {
  it('shows what is said of a line or a build to who sees any of its products, and to no other team', async () => {
    const scene = await givenScene(store())
    const { ask, home, get, make, product, release, upload, settle } = scene
    await givenAdvisoryOn(store(), 'secretbrook', 'CVE-2026-7777')
    const line = await make('/product-lines', { name: 'Lights' })
    const lantern = await product('Lantern', { line })
    const torch = await product('Torch')
    const kettle = await product('Kettle')
    const shared = sbomOf(['secretbrook@1.0.0'])
    for (const each of [lantern, torch]) await upload(await release(each, '1'), shared)
    await settle()
    const [finding] = (await get(`/findings?product=${lantern}`))['items'] as { id: string }[]
    for (const scope of ['build', 'line', 'organisation']) {
      const body = {
        findings: [finding?.id],
        scope,
        verdict: 'not_affected',
        justification: 'code_not_reachable',
        reason: `By ${scope}.`,
      }
      expect((await ask('POST', '/assessments', { body })).status).toBe(201)
    }
    const seenBy = async (of: string) => {
      const row = await findRow(store().db, 'product', { organisation: home.id, publicId: of })
      const { token } = await givenPerson(store(), {
        email: `viewer-${store().newId()}@example.org`,
        organisation: home.id,
        roles: [{ role: 'viewer', product: row?.id ?? 0 }],
      })
      const { said } = await ask('GET', '/assessments?state=all', { token })
      return (said['items'] as { scope: string }[]).map(({ scope }) => scope).sort()
    }
    expect(await seenBy(lantern)).toEqual(['build', 'line', 'organisation'])
    expect(await seenBy(torch)).toEqual(['build', 'organisation'])
    expect(await seenBy(kettle)).toEqual(['organisation'])
  })
})
