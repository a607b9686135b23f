// SPDX-License-Identifier: Apache-2.0
import type { Advisory } from '@headwater/domain/matching'
import { beforeAll, expect, it } from 'vitest'
import {
  componentsOfRelease,
  findComponents,
  licencesOfRelease,
  searchComponents,
  whereIsComponent,
} from '../components/index.ts'
import { attachDocument } from '../documents/index.ts'
import { registerFeed } from '../feeds/index.ts'
import { filesOfRelease, findFiles, whereIsFile } from '../files/index.ts'
import { saveFindings } from '../findings/index.ts'
import { matchesOf, releasesConcerned, saveMatches, type NewMatch } from '../matches/index.ts'
import {
  finding,
  givenDocument,
  givenRelease,
  givenVulnerabilities,
  npm,
  onEveryDatabase,
} from '../testing/index.ts'
import {
  findVulnerability,
  releasesWithVulnerability,
  refreshScores,
  saveEpss,
  saveKev,
  vulnerabilitiesNamed,
} from '../vulnerabilities/index.ts'
import {
  advisoriesConcerning,
  advisoryNames,
  changedAdvisories,
  advisoryNamed,
  componentsConcerned,
  removeAdvisories,
  saveAdvisories,
  unmatchedComponents,
} from './index.ts'

function advisory(id: string, keys: readonly string[], more: Partial<Advisory> = {}): Advisory {
  return {
    id,
    kind: 'osv',
    source: 'GHSA',
    aliases: [],
    related: [],
    upstream: [],
    severities: [],
    assessments: [],
    references: [],
    weaknesses: [],
    affected: [{ source: 'GHSA', isPrimary: true, names: { keys, label: id }, versions: [] }],
    ...more,
  }
}

onEveryDatabase((store) => {
  let organisation = 0
  let product = 0
  let release = 0
  let components: readonly number[] = []
  const all = () => ({ organisation, products: 'all' }) as const
  const none = () => ({ organisation, products: [] })
  const sha256 = 'ab'.repeat(32)

  beforeAll(async () => {
    const { db, newId, now } = store()
    ;({ organisation, product, release } = await givenRelease(store()))
    const given = await givenDocument(store(), 'where', {
      components: [
        { ...npm('left-pad', '1.0.0'), licence: 'MIT' },
        { ...npm('left-pad', '2.0.0'), licence: 'MIT' },
        { ...npm('@scope/x', '1.0.0') },
      ],
      files: [
        {
          path: 'net/ipv4/tcp.c',
          digests: [{ algorithm: 'sha256', value: sha256 }],
          role: 'source',
        },
        {
          path: 'net/mptcp/tcp.c',
          digests: [{ algorithm: 'sha1', value: 'cd'.repeat(20) }],
          role: 'source',
        },
        { path: 'xnet/ipv4/tcp.c', digests: [], role: 'unknown' },
      ],
    })
    ;({ components } = given)
    const attach = { organisation, release, document: given.document, name: 'd', at: now() }
    await attachDocument(db, { ...attach, publicId: newId(), lane: 'build' })
    await attachDocument(db, { ...attach, publicId: newId(), lane: 'source' })
    const sibling = await givenRelease(store(), { organisation, product, version: '2' })
    await attachDocument(db, {
      ...attach,
      publicId: newId(),
      release: sibling.release,
      lane: 'build',
    })
  }, 60_000)

  it('says where a component is, by itself, by package and by name', async () => {
    const { db } = store()
    const [one = 0] = components
    const where = (
      what: Parameters<typeof whereIsComponent>[2],
      visible: Parameters<typeof whereIsComponent>[1] = all(),
    ) => whereIsComponent(db, visible, what, { limit: 10 })
    expect(await where({ id: one })).toMatchObject([
      { release_id: release, component_id: one, lanes: ['build', 'source'], version: '1.0.0' },
      { lanes: ['build'] },
    ])
    expect(await where({ key: 'package:npm/left-pad' })).toHaveLength(4)
    expect(await where({ name: 'left-pad' })).toHaveLength(4)
    expect(await where({ id: one }, none())).toEqual([])
    const after = { release, component: one }
    const rest = await whereIsComponent(db, all(), { name: 'left-pad' }, { after, limit: 10 })
    expect(rest).toHaveLength(3)
    expect(await findComponents(db, [one])).toMatchObject([
      { facts: { purls: ['pkg:npm/left-pad@1.0.0'] } },
    ])
    const search = (text: string, visible: Parameters<typeof searchComponents>[1] = all()) =>
      searchComponents(db, visible, { text, limit: 10 })
    expect(await search('LEFT')).toHaveLength(2)
    expect(await search('npm/@scope')).toHaveLength(1)
    expect(await search('_eft')).toEqual([])
    expect(await search('left', none())).toEqual([])
  })

  it('lists the components and licences of a release', async () => {
    const { db } = store()
    const rows = await componentsOfRelease(db, release, { limit: 2 })
    expect(rows).toMatchObject([
      { name: '@scope/x', lanes: ['build', 'source'], licences: [], affected: 0 },
      { name: 'left-pad', licences: ['MIT'] },
    ])
    const after = { key: rows[1]!.name, id: rows[1]!.id }
    expect(await componentsOfRelease(db, release, { limit: 2, after })).toHaveLength(1)
    expect(await componentsOfRelease(db, release, { limit: 9, lane: 'runtime' })).toEqual([])
    expect(
      await componentsOfRelease(db, release, { limit: 9, text: 'pad', licence: 'MIT' }),
    ).toHaveLength(2)
    expect(await licencesOfRelease(db, release)).toEqual([
      { licence: 'MIT', components: 2 },
      { licence: null, components: 1 },
    ])
  })

  it('says where a file is, by content and by the end of its path', async () => {
    const { db } = store()
    const where = (what: Parameters<typeof whereIsFile>[2]) =>
      whereIsFile(db, all(), what, { limit: 10 })
    expect(await where({ sha256 })).toMatchObject([
      { path: 'net/ipv4/tcp.c', lanes: ['build', 'source'], roles: ['source'], sha256 },
      { release_version: '2' },
    ])
    expect(await where({ sha1: 'cd'.repeat(20) })).toHaveLength(2)
    expect(await where({ path: 'tcp.c' })).toHaveLength(6)
    expect(await where({ path: './net/ipv4/tcp.c' })).toHaveLength(2)
    expect(await where({ path: 'ipv4/tcp.c' })).toHaveLength(4)
    expect(await where({ path: 'p.c' })).toEqual([])
    expect(await whereIsFile(db, none(), { sha256 }, { limit: 10 })).toEqual([])
    const files = await filesOfRelease(db, release, { limit: 2 })
    expect(files).toMatchObject([
      { name: 'tcp.c', lanes: ['build', 'source'] },
      { roles: ['source'] },
    ])
    expect(await filesOfRelease(db, release, { limit: 9, after: files[1]!.id })).toHaveLength(1)
    expect(
      await filesOfRelease(db, release, { limit: 9, text: 'MPTCP', role: 'source' }),
    ).toHaveLength(1)
    expect(await findFiles(db, [files[0]!.id])).toMatchObject([{ path: files[0]!.path }])
  })

  it('keeps a record once, the younger of two feeds, and tells what changed', async () => {
    const { db, newId, now } = store()
    const feed = async (name: string) =>
      (await registerFeed(db, { publicId: newId(), name, kind: 'osv', at: now() })).id
    const [a, b] = [await feed('A'), await feed('B')]
    const save = (of: number, ...records: Advisory[]) => saveAdvisories(db, of, records, now())
    const first = advisory('GHSA-1', ['package:npm/left-pad'], {
      modifiedAt: '2026-02-01T00:00:00Z',
    })
    const second = advisory('GHSA-2', ['package:npm/@scope/x', 'cpe:x/x'])
    const { changed } = await save(a, first, second)
    expect(changed).toHaveLength(2)
    expect(await save(a, first, second)).toEqual({ changed: [], unchanged: 2, older: 0 })
    const old = { ...first, modifiedAt: '2026-01-01T00:00:00Z', title: 'old' }
    expect(await save(b, old)).toEqual({ changed: [], unchanged: 0, older: 1 })
    expect(await advisoryNamed(db, 'GHSA-1')).toMatchObject({ feed: 'A', record: first })
    const young = advisory('GHSA-1', ['package:npm/other'], { modifiedAt: '2026-03-01T00:00:00Z' })
    expect((await save(b, young)).changed).toHaveLength(1)
    expect(await advisoriesConcerning(db, ['package:npm/left-pad'])).toEqual([])
    expect(await advisoriesConcerning(db, ['package:npm/other', 'cpe:x/x'])).toEqual([
      young,
      second,
    ])
    expect(await componentsConcerned(db, { advisories: changed })).toEqual([components[2]])
    expect(await componentsConcerned(db, { keys: ['package:npm/left-pad'] })).toEqual(
      components.slice(0, 2),
    )
    expect((await removeAdvisories(db, a, ['GHSA-1', 'GHSA-2'], now())).toSorted()).toEqual([
      'cpe:x/x',
      'package:npm/@scope/x',
    ])
    expect(await advisoryNamed(db, 'GHSA-2')).toBeUndefined()
    expect(await advisoryNamed(db, 'GHSA-1')).toBeDefined()
  })

  it('hears a feed again when the one whose word stood has the record no more', async () => {
    const { db, newId, now } = store()
    const feed = async (name: string) =>
      (await registerFeed(db, { publicId: newId(), name, kind: 'osv', at: now() })).id
    const [whole, part, copy] = [await feed('whole'), await feed('part'), await feed('copy')]
    const old = advisory('GHSA-7', ['package:npm/old'], { modifiedAt: '2026-01-01T00:00:00Z' })
    const young = advisory('GHSA-7', ['package:npm/new'], { modifiedAt: '2026-02-01T00:00:00Z' })
    await saveAdvisories(db, whole, [old], now())
    await saveAdvisories(db, part, [young], now())
    // the very same words of a third one
    await saveAdvisories(db, copy, [young], now())
    for (const [of, record] of [
      [whole, old],
      [part, young],
      [copy, young],
    ] as const) {
      expect(await changedAdvisories(db, of, [record])).toEqual([])
      expect(await advisoryNames(db, of, { limit: 9 })).toEqual(['GHSA-7'])
    }
    expect(await changedAdvisories(db, whole, [young])).toEqual([0])
    await removeAdvisories(db, part, ['GHSA-7'], now())
    expect(await advisoryNamed(db, 'GHSA-7')).toMatchObject({ feed: 'copy', record: young })
    expect((await removeAdvisories(db, copy, ['GHSA-7'], now())).toSorted()).toEqual([
      'package:npm/new',
      'package:npm/old',
    ])
    expect(await advisoryNamed(db, 'GHSA-7')).toMatchObject({ feed: 'whole', record: old })
    expect(await removeAdvisories(db, whole, ['GHSA-7'], now())).toEqual(['package:npm/old'])
    expect(await advisoryNamed(db, 'GHSA-7')).toBeUndefined()
  })

  it('matches a component once for everybody, and says whose releases are to be judged again', async () => {
    const { db, now } = store()
    const sorted = components.toSorted((a, b) => a - b)
    const [one = 0, two = 0, three = 0] = sorted
    const [a = 0, b = 0] = await givenVulnerabilities(store(), [
      { name: 'CVE-2026-0301' },
      { name: 'CVE-2026-0302' },
    ])
    expect(await unmatchedComponents(db, { matcher: 1, limit: 9 })).toEqual(sorted)
    const match = (vulnerability: number, more: Partial<NewMatch> = {}): NewMatch => ({
      vulnerability,
      range: 'in',
      evidence: {},
      ...more,
    })
    const save = (component: number, matches: readonly NewMatch[]) =>
      saveMatches(db, [{ component, matches }], { matcher: 1, at: now() })
    expect(await save(one, [match(a), match(b)])).toEqual([one])
    expect(await save(one, [match(a), match(b)])).toEqual([])
    expect(await save(one, [match(a)])).toEqual([one])
    expect(await save(one, [match(a, { range: 'unknown', reason: 'no version\0' })])).toEqual([one])
    expect(await save(two, [])).toEqual([])
    expect(await unmatchedComponents(db, { matcher: 1, limit: 9 })).toEqual([three])
    expect(await unmatchedComponents(db, { matcher: 2, limit: 9, after: one })).toEqual([
      two,
      three,
    ])
    const found = [
      { component_id: one, name: 'CVE-2026-0301', range: 'unknown', reason: 'no version\uFFFD' },
    ]
    expect(await matchesOf(db, { components: [one, two] })).toMatchObject(found)
    expect(await matchesOf(db, { release })).toMatchObject(found)
    expect(await releasesConcerned(db, [one, three])).toMatchObject([
      { release, components: [one, three] },
      { components: [one, three] },
    ])
  })

  it('finds a vulnerability by any of its names, and where it is', async () => {
    const { db, now } = store()
    const [id = 0] = await givenVulnerabilities(store(), [
      {
        name: 'CVE-2026-0303',
        aliases: ['GHSA-303', 'DSA-1'],
        title: 'Old',
        severity: { score: 5 },
      },
      { name: 'CVE-2026-0304', aliases: ['DSA-1'] },
    ])
    await saveKev(db, 'EU KEV', [{ vulnerability: 'CVE-2026-0303', record: { a: 1 } }])
    expect(
      await givenVulnerabilities(store(), [{ name: 'CVE-2026-0303', severity: { score: 7 } }]),
    ).toEqual([id])
    expect(await findVulnerability(db, 'GHSA-303')).toMatchObject([
      {
        name: 'CVE-2026-0303',
        title: 'Old',
        severity: 70,
        aliases: ['CVE-2026-0303', 'DSA-1', 'GHSA-303'],
        kev: [{ catalogue: 'EU KEV' }],
        advisories: [],
      },
    ])
    expect((await findVulnerability(db, 'DSA-1')).map(({ name }) => name)).toEqual([
      'CVE-2026-0303',
      'CVE-2026-0304',
    ])
    expect(await findVulnerability(db, 'none')).toEqual([])
    expect(await vulnerabilitiesNamed(db, ['CVE-2026-0303', 'x'])).toEqual(
      new Map([['CVE-2026-0303', id]]),
    )
    const findings = [
      finding(components[0]!, id, { verdict: 'fixed' }),
      finding(components[1]!, id, { verdict: 'unknown' }),
    ]
    await saveFindings(db, [{ release, components: 'all', findings }], { cause: {}, at: now() })
    expect(await releasesWithVulnerability(db, all(), id, { limit: 9 })).toMatchObject([
      { release_id: release, verdict: 'unknown', findings: 2, components: ['left-pad'] },
    ])
    expect(await releasesWithVulnerability(db, none(), id, { limit: 9 })).toEqual([])
    expect(await releasesWithVulnerability(db, all(), id, { limit: 9, after: release })).toEqual([])
  })

  it('knows a notice as exploited where any CVE that it names is, and a CVE only by itself', async () => {
    const { db, now } = store()
    const given = [
      { name: 'DSA-2', aliases: ['CVE-2026-0311', 'CVE-2026-0312'] },
      { name: 'CVE-2026-0313', aliases: ['CVE-2026-0312', 'GHSA-313'] },
      { name: 'CVE-2026-0313', aliases: ['OSV-313'] },
    ]
    const [notice = 0, cve = 0] = await givenVulnerabilities(store(), given)
    const findings = [finding(components[0]!, notice), finding(components[0]!, cve)]
    await saveFindings(db, [{ release, components: 'all', findings }], { cause: {}, at: now() })
    const said = async (name: string) => {
      const [{ is_exploited, epss, kev } = { is_exploited: undefined, epss: 0, kev: [] }] =
        await findVulnerability(db, name)
      const rows = await db
        .selectFrom('finding')
        .select(['is_exploited', 'epss'])
        .where('vulnerability', '=', name)
        .execute()
      return { is_exploited, epss: Math.round((epss ?? -1) * 10), kev: kev.length, rows }
    }
    await saveKev(db, 'CISA KEV', [{ vulnerability: 'CVE-2026-0312', record: {} }])
    const scores = [
      { vulnerability: 'CVE-2026-0311', probability: 0.2, percentile: 0.2 },
      { vulnerability: 'CVE-2026-0312', probability: 0.6, percentile: 0.6 },
    ]
    await saveEpss(db, scores, { isWhole: false })
    await refreshScores(db, now())
    const listed = {
      is_exploited: true,
      epss: 6,
      kev: 1,
      rows: [{ is_exploited: true, epss: 600 }],
    }
    const silent = {
      is_exploited: false,
      epss: -10,
      kev: 0,
      rows: [{ is_exploited: false, epss: -1 }],
    }
    expect(await said('DSA-2')).toEqual(listed)
    expect(await said('CVE-2026-0313')).toEqual(silent)
    // a notice that comes later, or names another CVE, does not wait for the next catalogue
    await givenVulnerabilities(store(), [{ name: 'DSA-3', aliases: [] }])
    await givenVulnerabilities(store(), [{ name: 'DSA-3', aliases: ['CVE-2026-0312', 'CVE-1'] }])
    expect(await said('DSA-3')).toEqual({ ...listed, rows: [] })
    await saveKev(db, 'CISA KEV', [])
    await refreshScores(db, now())
    expect(await said('DSA-2')).toMatchObject({
      is_exploited: false,
      rows: [{ is_exploited: false }],
    })
    expect(await findVulnerability(db, 'GHSA-313')).toMatchObject([{ name: 'CVE-2026-0313' }])
  })
})
