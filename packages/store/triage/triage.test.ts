// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { attachDocument } from '../documents/index.ts'
import { saveFindings } from '../findings/index.ts'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import { findingGroups, groupMembers, otherVersions } from './index.ts'

onEveryDatabase((store) => {
  let count = 0
  /** Three releases of two products; the first two show the component by one build document. */
  const given = async () => {
    const { db, newId, now } = store()
    const name = `weir${++count}`
    const first = await givenRelease(store())
    const { organisation } = first
    const second = await givenRelease(store(), { organisation })
    const third = await givenRelease(store(), {
      organisation,
      product: first.product,
      version: '2',
    })
    const shared = await givenDocument(store(), `${name} shared`, {
      components: [npm(name, '1'), npm(name, '2')],
    })
    const other = await givenDocument(store(), `${name} other`, { components: [npm(name, '1')] })
    const [component = 0, younger = 0] = shared.components
    const names = [`CVE-2026-3${count}01`, `CVE-2026-3${count}02`, `CVE-2026-3${count}03`]
    const vulnerabilities = await givenVulnerabilities(store(), [
      { name: names[0]!, severity: { score: 5, vector: 'CVSS:3.1/AV:N', source: 'a' } },
      { name: names[1]! },
      { name: names[2]! },
    ])
    const [a = 0, b = 0, c = 0] = vulnerabilities
    for (const [release, document] of [
      [first.release, shared.document],
      [second.release, shared.document],
      [third.release, other.document],
    ] as const) {
      await attachDocument(db, {
        publicId: newId(),
        organisation,
        release,
        document,
        lane: 'build',
        name: 'b',
        at: now(),
      })
    }
    await saveFindings(
      db,
      [
        {
          release: first.release,
          components: 'all',
          findings: [finding(component, a), finding(component, b), finding(younger, a)],
        },
        {
          release: second.release,
          components: 'all',
          findings: [
            finding(component, a, { verdict: 'unknown', rule: 'version-unknown' }),
            finding(component, c, { verdict: 'not_affected', rule: 'not-built' }),
          ],
        },
        {
          release: third.release,
          components: 'all',
          findings: [
            finding(component, a, { decidedBy: 'person', rule: 'assessment' }),
            finding(component, c, { verdict: 'fixed' }),
          ],
        },
      ],
      { cause: {}, at: now() },
    )
    const all = { organisation, products: 'all' } as const
    return { organisation, first, second, third, component, younger, a, b, c, names, all }
  }

  it('groups findings by vulnerability and component, whatever their verdicts', async () => {
    const { all, names, component } = await given()
    const { db } = store()
    const filter = { verdicts: ['affected', 'unknown'] } as const
    const groups = await findingGroups(db, all, filter, { limit: 10 })
    expect(groups).toHaveLength(3)
    const own = groups.filter(({ component_id }) => component_id === component)
    expect(own.find(({ vulnerability }) => vulnerability === names[0])).toMatchObject({
      affected: 2,
      unknown: 1,
      fixed: 0,
      not_affected: 0,
      releases: 3,
      products: 2,
      builds: 2,
      without_build: 0,
      by_person: 1,
      rules: ['assessment', 'location-unknown', 'version-unknown'],
    })
    const dropped = await findingGroups(db, all, { verdicts: ['not_affected'] }, { limit: 10 })
    // chosen by one finding, described by all
    expect(dropped).toMatchObject([{ vulnerability: names[2], fixed: 1, not_affected: 1 }])
  })

  it('gives the same page either way, and the next one behind it', async () => {
    const { all } = await given()
    const { db } = store()
    const keyOf = (way: 'sort' | 'merge', limit: number, after?: never) =>
      findingGroups(db, all, {}, { way, limit, ...(after === undefined ? {} : { after }) })
    const whole = await keyOf('merge', 10)
    expect(whole).toHaveLength(4)
    expect(await keyOf('sort', 10)).toEqual(whole)
    for (const way of ['sort', 'merge'] as const) {
      const paged: unknown[] = []
      for (let page = await keyOf(way, 1); page.length > 0;) {
        paged.push(...page)
        page = await keyOf(way, 1, page.at(-1) as never)
      }
      expect(paged).toEqual(whole)
    }
    const undecided = await findingGroups(db, all, { isDecided: false }, { limit: 10 })
    expect(undecided).toHaveLength(4)
    const decided = await findingGroups(db, all, { isDecided: true }, { limit: 10, way: 'merge' })
    expect(decided).toHaveLength(1)
  })

  it('says nothing of products that may not be seen', async () => {
    const { organisation, second, names, component, a } = await given()
    const { db } = store()
    const visible = { organisation, products: [second.product] }
    const groups = await findingGroups(db, visible, {}, { limit: 10, way: 'merge' })
    expect(groups.map(({ vulnerability, releases }) => [vulnerability, releases]).sort()).toEqual([
      [names[0], 1],
      [names[2], 1],
    ])
    expect(groups[0]).toMatchObject({ affected: 0 })
    const page = { limit: 10 }
    const members = await groupMembers(db, visible, { vulnerability: a, component }, page)
    expect(members.map(({ product_id }) => product_id)).toEqual([second.product])
    expect(await otherVersions(db, visible, { vulnerability: a, component }, 10)).toEqual([])
  })

  it('tells the builds of its findings apart, and names other versions of the component', async () => {
    const { all, first, second, third, component, younger, a } = await given()
    const { db } = store()
    const group = { vulnerability: a, component }
    const members = await groupMembers(db, all, group, { limit: 10 })
    const buildOf = (release: number) =>
      members.find(({ release_id }) => release_id === release)?.build
    expect(buildOf(first.release)).toBe(buildOf(second.release))
    expect(buildOf(first.release)).not.toBe(buildOf(third.release))
    expect(await otherVersions(db, all, group, 10)).toMatchObject([
      { component_id: younger, component_version: '2' },
    ])
  })
})
