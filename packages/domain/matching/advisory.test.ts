// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { createAdvisoryReader } from './index.ts'

const read = (record: object) => createAdvisoryReader().read('record', record)

test('places in the code are taken from where each database keeps them', () => {
  const affected = [
    {
      package: { ecosystem: 'Go', name: 'brook.example/m' },
      ecosystem_specific: {
        imports: [
          { path: 'brook.example/m/a', symbols: ['Open', 'T.Close'], goos: ['windows'] },
          { path: 'brook.example/m/b' },
        ],
      },
    },
    {
      package: { ecosystem: 'crates.io', name: 'brook' },
      ecosystem_specific: {
        affects: { arch: ['x86_64'], os: [], functions: ['brook::open'] },
        affected_functions: null,
      },
    },
    {
      package: { ecosystem: 'Android', name: ':linux_kernel:' },
      database_specific: {
        vanir_signatures: [
          { target: { file: 'net/core.c', function: 'receive' }, signature_type: 'Function' },
          { target: { file: 'net/core.c' }, signature_type: 'Line' },
          { target: 'nonsense' },
        ],
      },
    },
    { package: { ecosystem: 'npm', name: 'brook' }, ecosystem_specific: { imports: 'nonsense' } },
  ]
  const record = { id: 'X-1', modified: '2026-01-01T00:00:00Z', affected }
  expect(read(record).affected.map(({ locations }) => locations)).toEqual([
    {
      files: [],
      functions: [
        { name: 'Open', module: 'brook.example/m/a' },
        { name: 'T.Close', module: 'brook.example/m/a' },
      ],
      modules: ['brook.example/m/a', 'brook.example/m/b'],
      conditions: [{ module: 'brook.example/m/a', os: ['windows'] }],
      basis: 'imports',
    },
    {
      files: [],
      functions: [{ name: 'brook::open' }],
      modules: [],
      conditions: [{ architectures: ['x86_64'] }],
      basis: 'affects, affected_functions',
    },
    {
      files: ['net/core.c'],
      functions: [{ name: 'receive', file: 'net/core.c' }],
      modules: [],
      basis: 'vanir_signatures',
    },
    undefined,
  ])
})

const CVE = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: {
    cveId: 'CVE-2026-10001',
    state: 'PUBLISHED',
    assignerOrgId: 'f4215fc3-5b6b-47ff-a258-f7189bd81038',
    dateUpdated: '2026-03-01T00:00:00.000Z',
  },
  containers: {
    cna: {
      providerMetadata: { orgId: 'f4215fc3-5b6b-47ff-a258-f7189bd81038' },
      title: 'A flaw',
      descriptions: [
        { lang: 'de', value: 'Ein Fehler.' },
        { lang: 'en', value: 'A flaw.' },
      ],
      affected: [
        {
          vendor: 'Linux',
          product: 'Linux',
          repo: 'https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git',
          programFiles: ['fs/brook.c'],
          defaultStatus: 'affected',
        },
      ],
      problemTypes: [{ descriptions: [{ lang: 'en', description: 'x', cweId: 'CWE-787' }] }],
      metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N', baseScore: 7.5 } }],
    },
    adp: [
      {
        providerMetadata: { shortName: 'CISA-ADP' },
        metrics: [
          {
            other: {
              type: 'ssvc',
              content: { options: [{ Exploitation: 'active' }, { 'Technical Impact': 'total' }] },
            },
          },
        ],
      },
    ],
  },
}

test('a CVE record becomes what its CNA and its publishers say', () => {
  const advisory = read(CVE)
  expect(advisory).toMatchObject({
    id: 'CVE-2026-10001',
    source: 'Linux',
    title: 'A flaw',
    details: 'A flaw.',
    modifiedAt: '2026-03-01T00:00:00.000Z',
    severities: [{ system: 'CVSS:3.1', vector: 'CVSS:3.1/AV:N', score: 7.5, source: 'Linux' }],
    assessments: [{ source: 'CISA-ADP', exploitation: 'active', technicalImpact: 'total' }],
    weaknesses: ['CWE-787'],
    affected: [
      {
        names: {
          keys: ['product:linux/linux', 'repository:git.kernel.org/linux/kernel/git/stable/linux'],
        },
        locations: { files: ['fs/brook.c'], basis: 'programFiles' },
      },
    ],
  })
  expect(JSON.parse(JSON.stringify(advisory))).toEqual(advisory)
})

test('a rejected record says why it is not to be used', () => {
  const rejected = read({
    ...CVE,
    cveMetadata: { cveId: 'CVE-2026-10002', state: 'REJECTED' },
    containers: {
      cna: { rejectedReasons: [{ lang: 'en', value: 'Twice.' }], replacedBy: ['CVE-2026-10001'] },
    },
  })
  expect(rejected.withdrawn).toEqual({ reason: 'Twice.', replacedBy: ['CVE-2026-10001'] })
  expect(rejected.affected).toEqual([])
})

test("Go's year 1 means that the day is not said", () => {
  const modified = '0001-01-01T00:00:00Z'
  expect(read({ id: 'GO-2026-1', modified }).modifiedAt).toBeUndefined()
})

test('a document that is neither is refused by its name', () => {
  expect(() => read({ hello: 1 })).toThrow(/^record: top of the document: neither an OSV record/)
})
