// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { createAdvisoryReader } from '@headwater/domain/matching'
import { markConcerned, saveAdvisories } from '@headwater/store/advisories'
import { registerFeed } from '@headwater/store/feeds'
import { onEveryDatabase } from '@headwater/store/testing'
import { givenScene, sbomOf } from '../testing/scene.ts'
import { enqueueMatching } from '../work/enqueue.ts'
import { endExpired } from './index.ts'

const ADVISORY = {
  id: 'GHSA-name-name-name',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'named' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }] }],
    },
  ],
}

onEveryDatabase((store) => {
  it('lets a verdict on a GHSA id stand when it becomes a name of a CVE, and end there too', async () => {
    const { db, newId, now, advance } = store()
    const feed = await registerFeed(db, {
      publicId: newId(),
      name: newId(),
      kind: 'osv',
      at: now(),
    })
    const publish = async (more: object = {}) => {
      const read = createAdvisoryReader().read('osv', { ...ADVISORY, ...more })
      const { changed } = await saveAdvisories(db, feed.id, [read], now())
      await markConcerned(db, { advisories: changed }, now())
      await enqueueMatching(db, now())
    }
    await publish()
    const { product, release, upload, settle, get, ask } = await givenScene(store())
    const of = await product('Lantern')
    const [one, two] = [await release(of, '1.0'), await release(of, '2.0')]
    await upload(one, sbomOf(['named@1.0.0']))
    await settle()
    const find = async (where: string) => {
      const { items } = (await get(`/findings?release=${where}`)) as unknown as {
        items: { id: string; vulnerability: { id: string }; verdict: string; rule: string }[]
      }
      expect(items).toHaveLength(1)
      return items[0]!
    }
    const said = async (where: string) => {
      const { id, verdict } = await find(where)
      const row = await db
        .selectFrom('finding')
        .select(['vulnerability', 'rule'])
        .where('id', '=', Number(id))
        .executeTakeFirstOrThrow()
      return [row.vulnerability, verdict, row.rule]
    }
    const expiresOn = new Date(Date.parse(now()) + 10 * 86_400_000).toISOString().slice(0, 10)
    const given = await ask('POST', '/assessments', {
      body: {
        findings: [(await find(one)).id],
        scope: 'product',
        verdict: 'not_affected',
        justification: 'code_not_reachable',
        reason: 'We never call it.',
        expiresOn,
      },
    })
    expect(given.status).toBe(201)
    expect(await said(one)).toEqual([ADVISORY.id, 'not_affected', 'assessment'])

    advance(1_000)
    await publish({ aliases: ['CVE-2026-7001'] })
    await upload(two, sbomOf(['named@1.0.0'], { serial: 2 }))
    await settle()
    for (const each of [one, two])
      expect(await said(each)).toEqual(['CVE-2026-7001', 'not_affected', 'assessment'])
    const detail = await get(`/findings/${(await find(two)).id}`)
    expect(JSON.stringify(detail['opinions'])).toContain('We never call it.')

    advance(11 * 86_400_000)
    expect(await endExpired(store())).toBe(1)
    for (const each of [one, two])
      expect((await said(each)).slice(0, 2)).toEqual(['CVE-2026-7001', 'affected'])
  })
})
