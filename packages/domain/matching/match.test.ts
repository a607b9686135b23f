// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import {
  buildAdvisoryIndex,
  createAdvisoryReader,
  createMatcher,
  groupByVulnerability,
  matchComponent,
  settlingIds,
  type ComponentIdentity,
} from './index.ts'

function osv(id: string, affected: readonly object[], more: object = {}): object {
  return { id, modified: '2026-01-01T00:00:00Z', affected, ...more }
}

function ranged(ecosystem: string, name: string, fixed: string, more: object = {}): object {
  const type = ecosystem === 'Go' || ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM'
  const ranges = [{ type, events: [{ introduced: '0' }, { fixed }] }]
  return { package: { ecosystem, name }, ranges, ...more }
}

function cve(id: string, affected: readonly object[], more: object = {}): object {
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: { cveId: id, state: 'PUBLISHED' },
    containers: {
      cna: { providerMetadata: { shortName: 'brook' }, descriptions: [], affected, ...more },
    },
  }
}

const BELOW_2 = {
  defaultStatus: 'unaffected',
  versions: [{ version: '0', lessThan: '2.0.0', status: 'affected', versionType: 'semver' }],
}

/** By both ways, which must agree: an index that is asked, and a feed that passes by. */
function match(component: Partial<ComponentIdentity>, records: readonly object[]): string[] {
  const reader = createAdvisoryReader()
  const advisories = records.map((record, index) => reader.read(`record ${index}`, record))
  const identity = { name: 'component', ...component }
  const asked = matchComponent(identity, buildAdvisoryIndex(advisories))
  const matcher = createMatcher([identity])
  for (const advisory of advisories) matcher.offer(advisory)
  const texts = (matches: typeof asked): string[] =>
    matches.map(({ advisory, by, range }) => `${advisory.id} ${range} by ${by.kind}`).sort()
  expect(texts(matcher.matches()[0] ?? [])).toEqual(texts(asked))
  return texts(asked)
}

test('names are compared as their ecosystem compares them', () => {
  const records = [
    osv('A-1', [ranged('PyPI', 'Flask.Login', '2.0')]),
    osv('A-2', [ranged('npm', '@brook/ui', '2.0.0')]),
    osv('A-3', [ranged('Maven', 'org.brook:brook-core', '2.0')]),
    osv('A-4', [ranged('Go', 'github.com/Brook/brook', '2.0.0')]),
  ]
  const matchPurl = (purl: string): string[] => match({ purls: [purl] }, records)
  expect(matchPurl('pkg:pypi/flask_login@1.0')).toEqual(['A-1 in by package'])
  expect(matchPurl('pkg:npm/%40brook/ui@1.0.0')).toEqual(['A-2 in by package'])
  expect(matchPurl('pkg:maven/org.brook/brook-core@1.0')).toEqual(['A-3 in by package'])
  expect(matchPurl('pkg:golang/github.com/brook/brook@v1.0.0#cmd/brook')).toEqual([
    'A-4 in by package',
  ])
  expect(matchPurl('pkg:npm/ui@1.0.0')).toEqual([])
})

test("the standard library of Go is looked up under both names that Go's database has", () => {
  const records = [
    osv('GO-1', [ranged('Go', 'stdlib', '1.22.3')]),
    osv('GO-2', [ranged('Go', 'toolchain', '1.22.3')]),
  ]
  expect(match({ purls: ['pkg:golang/stdlib@1.22.2'] }, records)).toEqual([
    'GO-1 in by package',
    'GO-2 in by package',
  ])
})

test('a binary package of Debian is matched as its source, in its release only', () => {
  const records = [
    osv('D-12', [ranged('Debian:12', 'curl', '7.88.1-10+deb12u6')]),
    osv('D-11', [ranged('Debian:11', 'curl', '9')]),
  ]
  const libcurl = 'pkg:deb/debian/libcurl4@7.88.1-10%2Bdeb12u5?arch=amd64&upstream=curl'
  expect(match({ purls: [`${libcurl}&distro=debian-12`] }, records)).toEqual(['D-12 in by package'])
  expect(match({ purls: [libcurl] }, records)).toEqual([
    'D-11 unknown by package',
    'D-12 unknown by package',
  ])
})

test('vendor and product of a CVE record are found by purl, CPE and repository through the catalogue', () => {
  const records = [
    cve('CVE-2026-10001', [
      {
        vendor: 'Linux',
        product: 'Linux',
        defaultStatus: 'unaffected',
        versions: [
          { version: '6.0', lessThan: '6.1.5', status: 'affected', versionType: 'semver' },
        ],
      },
    ]),
  ]
  const found = ['CVE-2026-10001 in by product']
  expect(match({ purls: ['pkg:generic/linux@6.1.2'] }, records)).toEqual(found)
  expect(match({ purls: ['pkg:github/torvalds/linux@v6.1.2'] }, records)).toEqual(found)
  const cpes = ['cpe:2.3:o:linux:linux_kernel:6.1.2:*:*:*:*:*:*:*']
  expect(match({ cpes }, records)).toEqual(found)
  const repositories = ['git://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git']
  expect(match({ repositories, version: '6.1.2' }, records)).toEqual(found)
  expect(match({ name: 'linux', version: '6.1.2' }, records)).toEqual([])
})

test("a Yocto component is matched by its CPE, whose open part is any, and by its purl's version", () => {
  const records = [cve('CVE-2026-10001', [{ vendor: 'haxx', product: 'curl', ...BELOW_2 }])]
  const component = {
    purls: ['pkg:yocto/core/curl@1.9.0'],
    cpes: ['cpe:2.3:*:haxx:curl:1.9.0:*:*:*:*:*:*:*'],
  }
  expect(match(component, records)).toEqual(['CVE-2026-10001 in by product'])
})

test('CPE configurations are asked where the entries of their container do not decide', () => {
  const cpeApplicability = [
    {
      nodes: [
        {
          operator: 'OR',
          cpeMatch: [
            {
              vulnerable: true,
              criteria: 'cpe:2.3:a:brook:brook:*:*:*:*:*:*:*:*',
              versionStartIncluding: '1.0',
              versionEndExcluding: '9.0',
            },
          ],
        },
      ],
    },
  ]
  const cpes = ['cpe:2.3:a:brook:brook:3.0:*:*:*:*:*:*:*']
  const decided = cve('CVE-2026-10001', [{ vendor: 'brook', product: 'brook', ...BELOW_2 }], {
    cpeApplicability,
  })
  expect(match({ cpes }, [decided])).toEqual([])
  const silent = cve('CVE-2026-10002', [{ vendor: 'other', product: 'name', ...BELOW_2 }], {
    cpeApplicability,
  })
  expect(match({ cpes }, [silent])).toEqual(['CVE-2026-10002 in by cpe'])
})

test('a repository does not join two packages of different names', () => {
  const repo = 'https://github.com/brook/monorepo'
  const records = [
    cve('CVE-2026-10001', [{ packageURL: 'pkg:npm/brook-a', repo, ...BELOW_2 }]),
    cve('CVE-2026-10002', [{ vendor: 'brook', product: 'all', repo, ...BELOW_2 }]),
  ]
  const component = { purls: ['pkg:npm/brook-b@1.0.0'], repositories: [repo] }
  expect(match(component, records)).toEqual(['CVE-2026-10002 in by repository'])
  expect(match({ repositories: [repo], version: '1.0.0' }, records)).toHaveLength(2)
})

test('packages by collection and name, as CVE records before 5.2 have them, are purls', () => {
  const affected = { collectionURL: 'https://repo.hex.pm', packageName: 'brook', ...BELOW_2 }
  const records = [cve('CVE-2026-10001', [affected])]
  expect(match({ purls: ['pkg:hex/brook@1.0.0'] }, records)).toEqual([
    'CVE-2026-10001 in by package',
  ])
})

test('sources that disagree on one vulnerability are one finding with both claims', () => {
  const reader = createAdvisoryReader()
  const index = buildAdvisoryIndex(
    [
      osv('GHSA-1', [ranged('npm', 'brook', '1.5.0')], { aliases: ['CVE-2026-10001'] }),
      osv('SNY-1', [ranged('npm', 'brook', '1.2.0')], { aliases: ['CVE-2026-10001'] }),
    ].map((record) => reader.read('record', record)),
  )
  const component = { name: 'brook', purls: ['pkg:npm/brook@1.3.0'] }
  const { vulnerabilities } = groupByVulnerability(matchComponent(component, index))
  expect(vulnerabilities).toHaveLength(1)
  expect(vulnerabilities[0]).toMatchObject({
    id: 'CVE-2026-10001',
    aliases: ['GHSA-1'],
    range: 'in',
    against: [{ advisory: 'SNY-1', range: 'out', text: '1.3.0 is not in [0, 1.2.0) per npm' }],
  })
})

test('a withdrawn advisory is no finding, and is named', () => {
  const reader = createAdvisoryReader()
  const withdrawn = { withdrawn: '2026-02-01T00:00:00Z' }
  const index = buildAdvisoryIndex([
    reader.read('a', osv('A-1', [ranged('npm', 'brook', '2.0.0')], withdrawn)),
    reader.read('b', osv('B-1', [ranged('npm', 'brook', '2.0.0')])),
  ])
  const component = { name: 'brook', purls: ['pkg:npm/brook@1.3.0'] }
  const grouped = groupByVulnerability(matchComponent(component, index))
  expect(grouped.vulnerabilities.map(({ id }) => id)).toEqual(['B-1'])
  expect(grouped.withdrawn.map(({ advisory }) => advisory.withdrawn)).toEqual([
    { at: '2026-02-01T00:00:00Z', reason: 'withdrawn by its database' },
  ])
})

test('commits alone are silent where another record of the same vulnerability knows the release', () => {
  const commits = {
    ranges: [
      {
        type: 'GIT',
        repo: 'https://github.com/brook/brook',
        events: [{ introduced: '0' }, { fixed: 'b'.repeat(40) }],
      },
    ],
  }
  const repo = 'https://github.com/brook/brook.git'
  const records = [
    osv('B-1', [commits], { aliases: ['CVE-2026-10001'] }),
    cve('CVE-2026-10001', [{ vendor: 'brook', product: 'brook', repo, ...BELOW_2 }]),
  ]
  const purls = ['pkg:github/brook/brook@3.0.0']
  expect(match({ purls }, records)).toEqual([])
  expect(match({ purls }, records.slice(0, 1))).toEqual(['B-1 unknown by repository'])
  const commit = { purls: [`pkg:github/brook/brook@${'b'.repeat(40)}`] }
  expect(match(commit, records.slice(0, 1))).toEqual([])
})

test('of two records of one id the one that was modified last stands', () => {
  const reader = createAdvisoryReader()
  const older = osv('A-1', [ranged('npm', 'brook', '9.0.0')])
  const newer = {
    ...osv('A-1', [ranged('npm', 'brook', '1.0.0')]),
    modified: '2026-06-01T00:00:00Z',
  }
  const component = { name: 'brook', purls: ['pkg:npm/brook@2.0.0'] }
  const index = buildAdvisoryIndex([newer, older].map((record) => reader.read('r', record)))
  expect(matchComponent(component, index)).toEqual([])
})

test('a record that names two CVEs makes no one vulnerability of them', () => {
  const affected = [ranged('npm', 'brook', '2.0.0')]
  const reader = createAdvisoryReader()
  const index = buildAdvisoryIndex(
    [
      osv('GHSA-both', affected, { aliases: ['CVE-2026-1', 'CVE-2026-2'] }),
      osv('CVE-2026-1', affected),
      osv('PYSEC-2', affected, { aliases: ['CVE-2026-2', 'GHSA-two'] }),
      osv('GHSA-two', affected),
    ].map((record, i) => reader.read(`record ${i}`, record)),
  )
  const matches = matchComponent({ name: 'brook', purls: ['pkg:npm/brook@1.0.0'] }, index)
  const { vulnerabilities } = groupByVulnerability(matches)
  expect(vulnerabilities.map((each) => [each.id, settlingIds(each)])).toEqual([
    ['CVE-2026-1', ['CVE-2026-1']],
    ['CVE-2026-2', ['CVE-2026-2', 'GHSA-two', 'PYSEC-2']],
    ['GHSA-both', ['GHSA-both']],
  ])
})

test('a withdrawn record does not speak against one that stands', () => {
  const stands = osv('GHSA-1', [
    { package: { ecosystem: 'npm', name: 'brook' }, ranges: [COMMITS] },
  ])
  const withdrawn = osv('GHSA-2', [ranged('npm', 'brook', '0.5.0')], {
    aliases: ['GHSA-1'],
    withdrawn: '2026-02-01T00:00:00Z',
  })
  expect(match({ purls: ['pkg:npm/brook@1.0.0'] }, [stands, withdrawn])).toEqual([
    'GHSA-1 unknown by package',
  ])
})

const COMMITS = {
  type: 'GIT',
  repo: 'https://git.example/brook',
  events: [{ introduced: 'a'.repeat(40) }],
}

test('Composer holds 1.2 and 1.2.0 for one release, so that neither falls out of a range that ends with the other', () => {
  const affected = (last: string): object => ({
    package: { ecosystem: 'Packagist', name: 'brook/brook' },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { last_affected: last }] }],
  })
  const records = [osv('A-1', [affected('1.2')]), osv('A-2', [affected('1.2.0')])]
  for (const version of ['1.2', '1.2.0', 'v1.2', '1.2.0.0']) {
    const found = match({ purls: [`pkg:composer/brook/brook@${version}`] }, records)
    expect(found).toEqual(['A-1 in by package', 'A-2 in by package'])
  }
  expect(match({ purls: ['pkg:composer/brook/brook@1.2.1'] }, records)).toEqual([])
})
