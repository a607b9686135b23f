// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { makeCsafVex, type CsafDocument } from '@headwater/formats/csaf'
import type { CycloneDxDocument } from '@headwater/formats/cyclonedx'
import { readOpenVexValue } from '@headwater/formats/openvex'
import {
  bindVex,
  combineVerdicts,
  justificationWord,
  OUTWARD,
  readJustification,
  speaksOf,
  SPDX3_WORDS,
  vexOfCsaf,
  vexOfCycloneDx,
  vexOfOpenVex,
  vexOfSpdx3,
  vulnerabilityIds,
  type BoundStatement,
  type VexComponent,
  type VexStatement,
} from './index.ts'

function component(node: number, facts: Partial<VexComponent>): VexComponent {
  return {
    node,
    name: `component ${node}`,
    purls: [],
    cpes: [],
    digests: [],
    elementIds: [],
    containedIn: [],
    ...facts,
  }
}

/** OpenVEX statements of one author, in short. */
function statements(...list: readonly object[]): readonly VexStatement[] {
  const { document } = readOpenVexValue('a.json', {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.org/a',
    author: 'Supplier',
    timestamp: '2024-01-01T00:00:00Z',
    version: 1,
    statements: list.map((one) => ({
      vulnerability: { name: 'CVE-2024-0001' },
      status: 'not_affected',
      justification: 'component_not_present',
      ...one,
    })),
  })
  return vexOfOpenVex('a.json', document).statements
}

function product(id: string, ...subcomponents: readonly string[]): object {
  return {
    '@id': id,
    ...(subcomponents.length > 0 && {
      subcomponents: subcomponents.map((one) => ({ '@id': one })),
    }),
  }
}

function bind(products: readonly object[], components: readonly VexComponent[]): readonly string[] {
  const { bound, unbound } = bindVex(statements({ products }), components)
  return [
    ...bound.map((one) => `${one.component.node} ${one.by} ${one.precision} ${one.reach}`),
    ...unbound.map((one) => `unbound: ${one.reason}`),
  ]
}

const ZLIB = component(1, { name: 'zlib', version: '1.3', purls: ['pkg:generic/zlib@1.3?os=rtos'] })

test('a purl binds by identity and version, and without a version to every version', () => {
  expect(bind([product('pkg:generic/zlib@1.3')], [ZLIB])).toEqual(['1 purl exact whole'])
  expect(bind([product('pkg:generic/zlib')], [ZLIB])).toEqual(['1 purl all-versions whole'])
  expect(bind([product('pkg:generic/zlib@1.3?os=rtos')], [ZLIB])).toEqual(['1 purl exact whole'])
})

test('what does not bind is reported with the reason', () => {
  expect(bind([product('pkg:generic/zlib@1.2')], [ZLIB])).toEqual([
    'unbound: zlib is 1.3, the statement is of 1.2',
  ])
  expect(bind([product('pkg:generic/zlib@1.3?os=linux')], [ZLIB])).toEqual([
    'unbound: zlib has os=rtos as qualifier os, the statement has linux',
  ])
  expect(bind([product('pkg:generic/other'), product('b')], [ZLIB])).toEqual([
    'unbound: no component of the check is pkg:generic/other (and 1 more of its products)',
  ])
  expect(bind([], [ZLIB])).toEqual(['unbound: the statement names no product'])
})

test('versions that the ecosystem holds equal are one version, builds are not', () => {
  const pypi = component(1, { version: '1.0', purls: ['pkg:pypi/Some_Thing@1.0'] })
  expect(bind([product('pkg:pypi/some-thing@1.0.0')], [pypi])).toEqual(['1 purl exact whole'])
  const npm = component(1, { purls: ['pkg:npm/thing@1.0.0+a'] })
  expect(bind([product('pkg:npm/thing@1.0.0+b')], [npm])[0]).toContain('unbound')
})

test('a CPE binds to the names that it includes', () => {
  const camera = component(1, {
    version: '2.1',
    cpes: ['cpe:2.3:h:example:camera:*:*:*:*:*:*:*:*'],
  })
  expect(bind([product('cpe:2.3:h:example:camera:2.1:*:*:*:*:*:*:*')], [camera])).toEqual([
    '1 cpe exact whole',
  ])
  expect(bind([product('cpe:/h:example:camera')], [camera])).toEqual(['1 cpe all-versions whole'])
  expect(bind([product('cpe:/h:example:camera:3')], [camera])[0]).toContain('does not include')
})

test('a hash binds by itself, and one that differs unbinds', () => {
  const value = 'ab'.repeat(32)
  const image = component(1, {
    purls: ['pkg:generic/image@1'],
    digests: [{ algorithm: 'sha256', value }],
  })
  const hashed = (id: string, hash: string): object => ({ '@id': id, hashes: { 'sha-256': hash } })
  expect(bind([hashed('urn:x:1', value.toUpperCase())], [image])).toEqual(['1 digest exact whole'])
  expect(bind([hashed('pkg:generic/image@1', 'cd'.repeat(32))], [image])).toEqual([
    'unbound: the sha256 of component 1 is another',
  ])
  expect(bind([product(`pkg:oci/image@sha256%3A${value}`)], [image])).toEqual([
    '1 digest exact whole'.replace('digest', 'purl'),
  ])
})

test('a bare name binds by name only', () => {
  expect(bind([product('zlib')], [ZLIB])).toEqual(['1 name name whole'])
  expect(bind([product('ZLIB 1.3')], [ZLIB])).toEqual(['1 name name whole'])
})

test('a statement on a part in a product binds to the part where the product contains it', () => {
  const image = component(2, { name: 'image', purls: ['pkg:oci/image@1'] })
  const other = component(3, { name: 'other' })
  const inside = (...nodes: readonly number[]): VexComponent => ({ ...ZLIB, containedIn: nodes })
  const said = [product('pkg:oci/image', 'pkg:generic/zlib@1.3')]
  expect(bind(said, [inside(2), image, other])).toEqual(['1 purl exact whole'])
  expect(bind(said, [inside(2, 3), image, other])).toEqual(['1 purl exact part'])
  expect(bind(said, [inside(3), image, other])).toEqual(['1 purl exact elsewhere'])
  expect(bind(said, [inside(3), other])).toEqual(['1 purl exact elsewhere'])
  expect(bind(said, [image])).toEqual([
    'unbound: no component of the check is pkg:generic/zlib@1.3, a part of pkg:oci/image',
  ])
})

test('a statement on a product as a whole holds for what is in it', () => {
  const image = component(2, { name: 'image', purls: ['pkg:oci/image@1'] })
  const other = component(3, { name: 'other' })
  const about = (containedIn: readonly number[]): readonly string[] => {
    const components = [{ ...ZLIB, containedIn }, image, other]
    return bindVex(statements({ products: [product('pkg:oci/image@1')] }), components)
      .about(1)
      .map((one) => `${one.component.node} ${one.reach}`)
  }
  expect(about([2])).toEqual(['1 whole'])
  expect(about([2, 3])).toEqual(['1 part'])
  expect(about([])).toEqual([])
})

test('containment in circles ends', () => {
  const circle = [
    component(1, { containedIn: [2], purls: ['pkg:generic/a'] }),
    component(2, { containedIn: [1] }),
  ]
  expect(
    bindVex(statements({ products: [product('pkg:generic/a')] }), circle).about(2),
  ).toHaveLength(1)
})

function boundAs(
  facts: Partial<VexStatement>,
  binding: Partial<BoundStatement> = {},
): BoundStatement {
  const [statement] = statements({ products: [product('pkg:generic/zlib@1.3')] })
  if (!statement) throw new Error('no statement')
  return {
    statement: { ...statement, ...facts },
    component: ZLIB,
    product: 'zlib',
    by: 'purl',
    precision: 'exact',
    reach: 'whole',
    ...binding,
  }
}

const AFFECTED = { verdict: 'affected', versionLevel: true } as const

test("a supplier's not_affected turns our version-level verdict, with its author beside it", () => {
  const combined = combineVerdicts(AFFECTED, [boundAs({})])
  expect(combined).toMatchObject({
    verdict: 'not_affected',
    justification: 'code_not_present',
    stated: { word: 'component_not_present' },
    decidedBy: { statement: { author: 'Supplier' } },
    conflicts: [],
  })
})

test('a loose binding decides nothing', () => {
  for (const binding of [
    { precision: 'name' },
    { precision: 'all-versions' },
    { reach: 'part' },
    { reach: 'elsewhere' },
  ] as const) {
    const combined = combineVerdicts(AFFECTED, [boundAs({}, binding)])
    expect(combined.verdict).toBe('affected')
    expect(combined.statements.map((one) => one.weight)).toEqual(['shown'])
  }
})

test('what we found in the image stays affected, and the conflict is told', () => {
  const combined = combineVerdicts({ verdict: 'affected', versionLevel: false }, [boundAs({})])
  expect(combined.verdict).toBe('affected')
  expect(combined.decidedBy).toBeUndefined()
  expect(combined.conflicts).toEqual(['Supplier says not_affected, we find affected'])
})

test('affected of somebody else is never hidden', () => {
  const ours = {
    verdict: 'not_affected',
    justification: 'code_not_present',
    versionLevel: false,
  } as const
  const said = boundAs({ status: 'affected' })
  expect(combineVerdicts(ours, [said])).toMatchObject({
    verdict: 'affected',
    conflicts: ['Supplier says affected, we find not_affected'],
  })
  expect(combineVerdicts(ours, [{ ...said, precision: 'name' }]).verdict).toBe('unknown')
  const unknown = { verdict: 'unknown', versionLevel: true } as const
  expect(combineVerdicts(unknown, [said]).verdict).toBe('affected')
  const other = boundAs({ author: 'Distributor' })
  expect(combineVerdicts(AFFECTED, [other, said])).toMatchObject({
    verdict: 'affected',
    conflicts: ['Supplier says affected, Distributor says not_affected'],
  })
})

test('of one author the youngest statement counts, the others are shown', () => {
  const old = boundAs({ status: 'affected', timestamp: '2023-01-01T00:00:00Z' })
  const combined = combineVerdicts(AFFECTED, [old, boundAs({ status: 'fixed' })])
  expect(combined.verdict).toBe('fixed')
  expect(combined.statements.map((one) => `${one.statement.status} ${one.weight}`)).toEqual([
    'fixed decisive',
    'affected superseded',
  ])
})

test('a younger statement that is bound loosely supersedes nothing', () => {
  const young = boundAs({ timestamp: '2025-01-01T00:00:00Z' }, { reach: 'elsewhere' })
  const combined = combineVerdicts(AFFECTED, [boundAs({ status: 'affected' }), young])
  expect(combined.verdict).toBe('affected')
  expect(combined.statements.map((one) => one.weight)).toEqual(['shown', 'decisive'])
})

test('under investigation is shown and changes nothing', () => {
  expect(combineVerdicts(AFFECTED, [boundAs({ status: 'under_investigation' })]).verdict).toBe(
    'affected',
  )
})

test('CSAF: parts in products, flags, impacts and remediations come along', () => {
  const document: CsafDocument = makeCsafVex({
    header: {
      title: 'x',
      publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.org' },
      tracking: {
        id: 'EX-1',
        status: 'final',
        version: '1',
        initial_release_date: '2024-05-01T12:00:00Z',
        current_release_date: '2024-05-01T12:00:00Z',
        revision_history: [{ date: '2024-05-01T12:00:00Z', number: '1', summary: 'First.' }],
      },
    },
    products: [
      { id: 'camera', name: 'Camera', identification: { purl: 'pkg:generic/camera@2.1' } },
      {
        id: 'zlib',
        name: 'zlib',
        partOf: 'camera',
        identification: { purl: 'pkg:generic/zlib@1.3' },
      },
    ],
    statements: [
      {
        vulnerability: { id: 'CVE-2024-0001' },
        aliases: [{ id: 'GHSA-aaaa-bbbb-cccc', system: 'GitHub' }],
        products: ['zlib'],
        status: 'not_affected',
        justification: 'inline_mitigations_already_exist',
        impact: 'Guarded.',
      },
      {
        vulnerability: { id: 'CVE-2024-0002' },
        products: ['camera'],
        status: 'affected',
        action: { details: 'Update.', category: 'vendor_fix' },
      },
    ],
  })
  const { statements: read } = vexOfCsaf('a.json', document)
  expect(read).toMatchObject([
    {
      vulnerability: { id: 'CVE-2024-0001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
      products: [
        {
          purls: ['pkg:generic/camera@2.1'],
          subcomponents: [{ purls: ['pkg:generic/zlib@1.3'] }],
        },
      ],
      status: 'not_affected',
      justification: 'protected_by_mitigating_control',
      impact: 'Guarded.',
      author: 'Example',
    },
    { status: 'affected', action: 'vendor fix: Update.', products: [{ subcomponents: [] }] },
  ])
})

const BOM: CycloneDxDocument = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 2,
  metadata: { timestamp: '2024-05-01T12:00:00Z', supplier: { name: 'Example' } },
  components: [
    {
      type: 'application',
      name: 'camera',
      components: [{ type: 'library', 'bom-ref': 'z', name: 'zlib', version: '1.3.0' }],
    },
  ],
  vulnerabilities: [
    {
      id: 'CVE-2024-0001',
      references: [{ id: 'GHSA-aaaa-bbbb-cccc', source: {} }],
      analysis: { state: 'not_affected', justification: 'protected_by_compiler', detail: 'RELRO' },
      affects: [{ ref: 'z' }, { ref: 'urn:cdx:11111111-2222-3333-4444-555555555555/1#pkg:a%2Fb' }],
    },
    {
      id: 'CVE-2024-0002',
      analysis: { state: 'exploitable', response: ['will_not_fix'] },
      recommendation: 'Update.',
      affects: [
        {
          ref: 'z',
          versions: [
            { range: 'vers:semver/>=1.3.0|<1.4.0', status: 'affected' },
            { version: '1.4', status: 'unaffected' },
          ],
        },
      ],
    },
    { id: 'CVE-2024-0003', affects: [{ ref: 'z' }] },
  ],
}

test('CycloneDX: analyses are statements, findings without one are not', () => {
  const { statements: read } = vexOfCycloneDx('a.json', BOM)
  expect(read).toMatchObject([
    {
      vulnerability: { id: 'CVE-2024-0001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
      status: 'not_affected',
      justification: 'protected_by_compiler',
      impact: 'RELRO',
      author: 'Example',
      timestamp: '2024-05-01T12:00:00Z',
      products: [
        {
          name: 'zlib',
          version: '1.3.0',
          elementIds: ['urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/2#z'],
        },
        { elementIds: ['urn:cdx:11111111-2222-3333-4444-555555555555/1#pkg:a%2Fb'] },
      ],
    },
    { status: 'affected', action: 'will not fix\nUpdate.', products: [{ versions: [{}] }] },
    { status: 'not_affected', products: [{ versions: [{ kind: 'version', version: '1.4' }] }] },
  ])
})

test('BOM-Links bind to the element whatever their escaping, and versions limit', () => {
  const elements = [
    component(1, {
      version: '1.3.0',
      elementIds: ['urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/2#z'],
    }),
    component(2, { elementIds: ['urn:CDX:11111111-2222-3333-4444-555555555555/1#pkg:a/b'] }),
  ]
  const { statements: read } = vexOfCycloneDx('a.json', BOM)
  const first = bindVex(read.slice(0, 1), elements)
  expect(first.bound.map((one) => `${one.component.node} ${one.by}`)).toEqual([
    '1 element',
    '2 element',
  ])
  const rest = bindVex(read.slice(1), elements)
  expect(rest.bound.map((one) => one.precision)).toEqual(['range'])
  expect(rest.unbound.map((one) => one.reason)).toEqual([
    'version 1.3.0 is not among those of the statement',
  ])
  expect(bindVex(read.slice(1, 2), elements, () => 'unknown').unbound[0]?.reason).toContain(
    'cannot be decided',
  )
})

test('SPDX 3: assessments are statements with the identity of what they assess', () => {
  const creationInfo = '_:creation'
  const { statements: read, remarks } = vexOfSpdx3('a.json', {
    graph: [
      {
        type: 'CreationInfo',
        '@id': creationInfo,
        created: '2024-05-01T12:00:00Z',
        createdBy: ['https://example.org/me'],
      },
      { type: 'Organization', spdxId: 'https://example.org/me', name: 'Example', creationInfo },
      {
        type: 'security_Vulnerability',
        spdxId: 'https://example.org/v',
        creationInfo,
        externalIdentifier: [
          {
            type: 'ExternalIdentifier',
            externalIdentifierType: 'cve',
            identifier: 'CVE-2024-0001',
          },
        ],
      },
      {
        type: 'software_Package',
        spdxId: 'https://example.org/p',
        creationInfo,
        name: 'zlib',
        software_packageVersion: '1.3',
        externalIdentifier: [
          {
            type: 'ExternalIdentifier',
            externalIdentifierType: 'cpe23',
            identifier: 'cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*',
          },
        ],
      },
      {
        type: 'security_VexNotAffectedVulnAssessmentRelationship',
        spdxId: 'https://example.org/a',
        creationInfo,
        from: 'https://example.org/v',
        to: ['https://example.org/p'],
        security_justificationType: 'componentNotPresent',
        security_impactStatement: 'Not built.',
      },
      {
        type: 'security_VexFixedVulnAssessmentRelationship',
        spdxId: 'https://example.org/b',
        creationInfo,
        from: 'https://example.org/v',
        to: ['https://example.org/p'],
        security_withdrawnTime: '2024-06-01T00:00:00Z',
      },
    ],
  })
  expect(read).toMatchObject([
    {
      vulnerability: { id: 'CVE-2024-0001' },
      status: 'not_affected',
      justification: 'code_not_present',
      stated: { vocabulary: 'spdx-3', word: 'componentNotPresent' },
      impact: 'Not built.',
      author: 'Example',
      timestamp: '2024-05-01T12:00:00Z',
      products: [{ elementIds: ['https://example.org/p'], label: 'zlib 1.3' }],
      source: { pointer: 'https://example.org/a' },
    },
  ])
  expect(read[0]?.products[0]?.cpes).toHaveLength(1)
  expect(remarks).toHaveLength(1)
})

test('every word of the five comes back as itself, and every finer word has one of the five', () => {
  for (const word of Object.values(SPDX3_WORDS)) {
    const justification = readJustification('spdx-3', word)
    expect(justification).toBeDefined()
    if (!justification) continue
    const stated = { vocabulary: 'spdx-3', word } as const
    expect(justificationWord('spdx-3', justification, stated)).toBe(word)
  }
  for (const word of Object.keys(OUTWARD) as (keyof typeof OUTWARD)[]) {
    expect(readJustification('cyclonedx', word)).toBe(word)
    expect(readJustification('openvex', justificationWord('openvex', word))).toBeDefined()
  }
  expect(readJustification('openvex', 'constructor')).toBeUndefined()
  expect(readJustification('cyclonedx', '__proto__')).toBeUndefined()
})

test('a statement is found by any id of the vulnerability', () => {
  const [statement] = statements({
    vulnerability: { name: 'CVE-2024-0001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
    products: [],
  })
  expect(statement && speaksOf(statement, vulnerabilityIds('ghsa-aaaa-bbbb-cccc', []))).toBe(true)
  expect(statement && speaksOf(statement, vulnerabilityIds('CVE-2', []))).toBe(false)
})
