// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { saveFindings } from '../findings/index.ts'
import { containRelease, portfolio } from '../portfolio/index.ts'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import { findingCounters, noteProductDays, productDays, unknownByRule } from './index.ts'

const DAY = 86_400_000
const all = (organisation: number) => ({ organisation, products: 'all' }) as const
const none = (organisation: number) => ({ organisation, products: [] }) as const

onEveryDatabase((store) => {
  it('counts what each rule leaves unknown as verdicts come, change and go', async () => {
    const { db, now } = store()
    const { organisation, release } = await givenRelease(store())
    const { components } = await givenDocument(store(), 'unknown', {
      components: [npm('unknown-a', '1'), npm('unknown-b', '1')],
    })
    const [a = 0, b = 0] = components
    const [v = 0] = await givenVulnerabilities(store(), [{ name: 'CVE-2026-0801' }])
    const save = (findings: ReturnType<typeof finding>[]) =>
      saveFindings(db, [{ release, components: 'all', findings }], { cause: {}, at: now() })
    const counted = () => unknownByRule(db, all(organisation), 10)
    const unknown = (component: number, rule: string) =>
      finding(component, v, { verdict: 'unknown', rule })
    await save([unknown(a, 'one'), unknown(b, 'one')])
    expect(await counted()).toEqual([{ rule: 'one', count: 2 }])
    expect(await unknownByRule(db, none(organisation), 10)).toEqual([])
    await save([unknown(a, 'two'), finding(b, v, { verdict: 'affected' })])
    expect(await counted()).toEqual([{ rule: 'two', count: 1 }])
    await save([])
    expect(await counted()).toEqual([])
  })

  it('counts a vulnerability and a component wherever they may be seen', async () => {
    const { db, now } = store()
    const { organisation, product, release } = await givenRelease(store())
    const second = await givenRelease(store(), { organisation, product, version: '2.0' })
    const { components } = await givenDocument(store(), 'counted', {
      components: [npm('counted-a', '1'), npm('counted-b', '1')],
    })
    const [a = 0, b = 0] = components
    const [v = 0] = await givenVulnerabilities(store(), [{ name: 'CVE-2026-0802' }])
    const at = now()
    await saveFindings(
      db,
      [
        {
          release,
          components: 'all',
          findings: [
            finding(a, v, { verdict: 'affected' }),
            finding(b, v, { verdict: 'not_affected' }),
          ],
        },
        {
          release: second.release,
          components: 'all',
          findings: [finding(a, v, { verdict: 'fixed' })],
        },
      ],
      { cause: {}, at },
    )
    const visible = all(organisation)
    expect(await findingCounters(db, visible, { vulnerability: v })).toEqual({
      affected: 1,
      unknown: 0,
      fixed: 1,
      not_affected: 1,
      exploited: 0,
      releases: 2,
    })
    expect(await findingCounters(db, visible, { component: b })).toMatchObject({
      affected: 0,
      not_affected: 1,
      releases: 1,
    })
    expect(await findingCounters(db, none(organisation), { vulnerability: v })).toMatchObject({
      affected: 0,
      releases: 0,
    })
    await saveFindings(db, [{ release, components: 'all', findings: [] }], { cause: {}, at })
    expect(await findingCounters(db, visible, { vulnerability: v })).toMatchObject({
      affected: 0,
      fixed: 1,
      releases: 1,
    })
  })

  it('notes how a product and everything in it stood on each day on which that changed', async () => {
    const { db, now, advance } = store()
    const whole = await givenRelease(store())
    const { organisation } = whole
    const part = await givenRelease(store(), { organisation })
    await containRelease(db, { parent: whole.release, child: part.release, at: now() })
    const { components } = await givenDocument(store(), 'days', { components: [npm('days', '1')] })
    const [v = 0] = await givenVulnerabilities(store(), [{ name: 'CVE-2026-0803' }])
    const save = (findings: ReturnType<typeof finding>[]) =>
      saveFindings(db, [{ release: part.release, components: 'all', findings }], {
        cause: {},
        at: now(),
      })
    const days: string[] = []
    for (const step of [
      () => save([finding(components[0]!, v, { verdict: 'affected' })]),
      () => save([finding(components[0]!, v, { verdict: 'affected' })]),
      () => save([]),
    ]) {
      days.push(now().slice(0, 10))
      await step()
      await noteProductDays(db, now())
      await noteProductDays(db, now())
      advance(DAY)
    }
    const range = (from = '', to = '') => productDays(db, all(organisation), { from, to })
    const noted = await range(days[0], days[2])
    // the second day changed nothing
    expect(noted.map(({ day, affected }) => [day, affected])).toEqual([
      [days[0], 1],
      [days[2], 0],
      [days[0], 1],
      [days[2], 0],
    ])
    // what stood before the range stands at its beginning
    expect((await range(days[1], days[1])).map(({ day, affected }) => [day, affected])).toEqual([
      [days[1], 1],
      [days[1], 1],
    ])
    expect(await portfolio(db, all(organisation), { limit: 10 })).toMatchObject([
      { affected: 0 },
      { affected: 0 },
    ])
    expect(await productDays(db, none(organisation), { from: days[0]!, to: days[2]! })).toEqual([])
  })
})
