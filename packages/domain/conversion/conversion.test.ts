// SPDX-License-Identifier: Apache-2.0
import { readCycloneDx } from '@headwater/formats/cyclonedx'
import { sourceOfText } from '@headwater/formats/source'
import { readSpdx2 } from '@headwater/formats/spdx2'
import { objects, readSpdx3, text, type Spdx3Object } from '@headwater/formats/spdx3'
import { describe, expect, it } from 'vitest'
import { convertDocument, groupPlaces, TARGETS, type Conversion } from './index.ts'

const FACTS = {
  name: 'mill.spdx',
  sha256: '0123456789abcdef'.repeat(4),
  tool: { name: 'headwater', version: '9' },
}

const MILL = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: mill
DocumentNamespace: https://example.org/mill
ExternalDocumentRef: DocumentRef-weir https://example.org/weir SHA1: ${'a'.repeat(40)}
Creator: Person: Jo Miller (jo@example.org)
Creator: Tool: grinder-1.0
Created: 2024-05-31T12:00:00Z

PackageName: mill
SPDXID: SPDXRef-mill
PackageVersion: 1.2
PackageFileName: mill.tar.gz
PackageSupplier: Organization: Mill Works
PackageDownloadLocation: https://example.org/mill.tar.gz
FilesAnalyzed: false
PackageChecksum: SHA256: ${'b'.repeat(64)}
PackageChecksum: SHA224: ${'c'.repeat(56)}
PackageLicenseConcluded: MIT OR LicenseRef-flour
PackageLicenseDeclared: LicenseRef-flour
PackageLicenseComments: <text>asked the miller</text>
PackageCopyrightText: NOASSERTION
PrimaryPackagePurpose: APPLICATION
ExternalRef: PACKAGE-MANAGER purl pkg:generic/mill@1.2
ExternalRef: OTHER acmeforge mill/1.2
ExternalRefComment: in the forge

PackageName: wheel
SPDXID: SPDXRef-wheel
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false

FileName: ./mill.c
SPDXID: SPDXRef-mill.c
FileType: SOURCE
FileChecksum: SHA1: ${'d'.repeat(40)}

LicenseID: LicenseRef-flour
ExtractedText: <text>Take flour.</text>
LicenseName: Flour License

Annotator: Person: Jo Miller
AnnotationDate: 2024-06-01T12:00:00Z
AnnotationType: REVIEW
SPDXREF: SPDXRef-mill
AnnotationComment: <text>grinds well</text>

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-mill
Relationship: SPDXRef-mill DEPENDS_ON SPDXRef-wheel
Relationship: SPDXRef-mill STATIC_LINK SPDXRef-wheel
Relationship: SPDXRef-wheel DEPENDS_ON NONE
Relationship: SPDXRef-mill GENERATED_FROM SPDXRef-mill.c
Relationship: SPDXRef-wheel BUILD_TOOL_OF DocumentRef-weir:SPDXRef-gate
RelationshipComment: <text>turns it</text>
`

async function convertSpdx2(to: string, text = MILL): Promise<Conversion> {
  const document = await readSpdx2(sourceOfText('mill.spdx', text), 'tag-value')
  return convertDocument({ family: 'spdx-2', document }, targetNamed(to), FACTS)
}

async function convertCycloneDx(to: string, bom: object): Promise<Conversion> {
  const document = await readCycloneDx(sourceOfText('bom.json', JSON.stringify(bom)))
  return convertDocument({ family: 'cyclonedx', document }, targetNamed(to), FACTS)
}

async function convertSpdx3(to: string, ...nodes: object[]): Promise<Conversion> {
  const whole = { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': nodes }
  const document = await readSpdx3(sourceOfText('graph.json', JSON.stringify(whole)))
  return convertDocument({ family: 'spdx-3', document }, targetNamed(to), FACTS)
}

function targetNamed(name: string): NonNullable<ReturnType<typeof TARGETS.get>> {
  const target = TARGETS.get(name)
  if (target) return target
  throw new Error(name)
}

function graphOf({ text: written }: Conversion): readonly Spdx3Object[] {
  return (JSON.parse(written) as { readonly '@graph': readonly Spdx3Object[] })['@graph']
}

describe('SPDX 2 to CycloneDX', () => {
  it('describes one thing, and keeps the others beside it', async () => {
    const { text: written } = await convertSpdx2('cyclonedx-1.6')
    const bom = JSON.parse(written) as Bom
    expect(bom.metadata.component).toMatchObject({
      type: 'application',
      'bom-ref': 'SPDXRef-mill',
      name: 'mill',
      version: '1.2',
      purl: 'pkg:generic/mill@1.2',
      supplier: { name: 'Mill Works' },
      hashes: [{ alg: 'SHA-256', content: 'b'.repeat(64) }],
      licenses: [{ expression: 'MIT OR LicenseRef-flour', acknowledgement: 'concluded' }],
    })
    expect(bom.components.map(({ name, type }) => [name, type])).toEqual([
      ['wheel', 'library'],
      ['./mill.c', 'file'],
    ])
    expect(bom.dependencies).toEqual([
      { ref: 'SPDXRef-mill', dependsOn: ['SPDXRef-wheel'] },
      { ref: 'SPDXRef-wheel' },
    ])
    expect(bom.metadata.timestamp).toBe('2024-05-31T12:00:00Z')
  })

  it('puts into properties what it has no member for, and loses nothing', async () => {
    const { text: written, report } = await convertSpdx2('cyclonedx-1.6')
    const bom = JSON.parse(written) as Bom
    expect(bom.metadata.component.properties).toContainEqual({
      name: 'headwater:hash',
      value: `sha224:${'c'.repeat(56)}`,
    })
    expect(bom.metadata.component.properties).toContainEqual({
      name: 'headwater:relationship:hasStaticLink',
      value: 'SPDXRef-wheel',
    })
    expect(report.lost).toEqual([])
    expect(report.properties).toContain('/packages/0/licenseComments')
    expect(report.counts.target).toEqual(report.counts.source)
  })

  it('names what an older version loses, by its place in the source', async () => {
    const { report } = await convertSpdx2('cyclonedx-1.2-xml')
    expect(report.lost).toContainEqual({
      pointer: '/packages/0/licenseComments',
      why: 'CycloneDX 1.2 XML has no such member in a component',
    })
    expect(report.lost.map(({ pointer }) => pointer)).not.toContain('/packages/0/versionInfo')
  })

  it('is the same every time, and made of the source alone', async () => {
    const first = await convertSpdx2('cyclonedx-1.7')
    expect((await convertSpdx2('cyclonedx-1.7')).text).toBe(first.text)
    const { serialNumber, metadata } = JSON.parse(first.text) as Bom
    expect(serialNumber).toBe('urn:uuid:01234567-89ab-8def-8123-456789abcdef')
    expect(metadata.tools.components.map(({ name }) => name)).toEqual(['grinder', 'headwater'])
  })
})

describe('SPDX 2 to SPDX 3', () => {
  it('turns relationships around as the specification does', async () => {
    const graph = graphOf(await convertSpdx2('spdx-3.0.1'))
    const relationships = graph
      .filter(({ type }) => String(type).endsWith('Relationship'))
      .map((node) => [
        tailOf(node['from']),
        node['relationshipType'],
        ...(node['to'] as string[]).map(tailOf),
      ])
    expect(relationships).toContainEqual(['SPDXRef-mill.c', 'generates', 'SPDXRef-mill'])
    expect(relationships).toContainEqual(['SPDXRef-gate', 'usesTool', 'SPDXRef-wheel'])
    expect(relationships).toContainEqual(['SPDXRef-wheel', 'dependsOn', 'NoneElement'])
    expect(relationships).toContainEqual([
      'SPDXRef-mill',
      'hasDistributionArtifact',
      'SPDXRef-mill-artifact',
    ])
  })

  it('gives people, tools, annotations and licences elements of their own', async () => {
    const conversion = await convertSpdx2('spdx-3.0.1')
    const graph = graphOf(conversion)
    const named = (type: string): readonly (string | undefined)[] =>
      graph.filter((node) => node['type'] === type).map((node) => text(node, 'name'))
    expect(named('Person')).toEqual(['Jo Miller', 'Jo Miller'])
    expect(named('Tool')).toEqual(['grinder-1.0', 'headwater-9'])
    expect(named('expandedlicensing_CustomLicense')).toEqual(['Flour License'])
    const [annotation] = graph.filter(({ type }) => type === 'Annotation')
    expect(annotation).toMatchObject({ annotationType: 'review', statement: 'grinds well' })
    expect(conversion.report.lost).toEqual([])
    expect(conversion.report.counts.target.files).toBe(2)
  })
})

describe('CycloneDX to SPDX 2', () => {
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 2,
    metadata: { component: { type: 'application', 'bom-ref': 'mill', name: 'mill' } },
    components: [
      {
        type: 'library',
        'bom-ref': 'pkg:npm/wheel@2',
        group: '@mill',
        name: 'wheel',
        version: '2',
        purl: 'pkg:npm/%40mill/wheel@2',
        licenses: [{ license: { name: 'Wheel, the license', text: { content: 'Turn.' } } }],
        components: [{ type: 'file', name: 'spoke.js' }],
        properties: [{ name: 'mill:stones', value: '2' }],
        signature: { algorithm: 'ES256', value: 'xyz' },
      },
    ],
    dependencies: [{ ref: 'mill', dependsOn: ['pkg:npm/wheel@2'] }, { ref: 'pkg:npm/wheel@2' }],
    compositions: [{ aggregate: 'complete', assemblies: ['mill'] }],
  }

  it('makes packages and files of components, and licences of names', async () => {
    const { text: written } = await convertCycloneDx('spdx-2.3', bom)
    const document = JSON.parse(written) as Readonly<Record<string, unknown>>
    expect(document).toMatchObject({
      documentNamespace: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/2',
      packages: [
        { SPDXID: 'SPDXRef-mill', downloadLocation: 'NOASSERTION', filesAnalyzed: false },
        {
          SPDXID: 'SPDXRef-pkg-npm-wheel-2',
          versionInfo: '2',
          licenseDeclared: 'LicenseRef-Wheel-the-license',
          externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:npm/%40mill/wheel@2' }],
        },
      ],
      files: [{ fileName: 'spoke.js' }],
      hasExtractedLicensingInfos: [{ name: 'Wheel, the license', extractedText: 'Turn.' }],
    })
    expect(document['relationships']).toContainEqual({
      spdxElementId: 'SPDXRef-pkg-npm-wheel-2',
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: 'NONE',
    })
  })

  it('loses a signature, and says so', async () => {
    const { report } = await convertCycloneDx('spdx-2.3', bom)
    expect(report.lost).toEqual([{ pointer: '/components/0/signature' }])
    expect(report.properties).toContain('/components/0/properties/0')
  })

  it('has what it could not say back when it becomes CycloneDX again', async () => {
    const there = await convertCycloneDx('spdx-2.3', bom)
    const document = await readSpdx2(sourceOfText('there', there.text), 'json')
    const back = convertDocument(
      { family: 'spdx-2', document },
      targetNamed('cyclonedx-1.6'),
      FACTS,
    )
    const again = JSON.parse(back.text) as Bom
    expect(again.serialNumber).toBe(bom.serialNumber)
    expect(again.components[0]).toMatchObject({
      group: '@mill',
      name: 'wheel',
      licenses: [{ license: { name: 'Wheel, the license' } }],
      properties: [{ name: 'mill:stones', value: '2' }],
      components: [{ type: 'file', name: 'spoke.js' }],
    })
    expect(again.compositions).toEqual(bom.compositions)
  })
})

describe('vulnerabilities', () => {
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [{ type: 'library', 'bom-ref': 'wheel', name: 'wheel' }],
    vulnerabilities: [
      {
        id: 'CVE-2024-1234',
        ratings: [{ method: 'CVSSv31', score: 7.5, severity: 'high', vector: 'CVSS:3.1/AV:N' }],
        analysis: { state: 'not_affected', justification: 'code_not_present', detail: 'left out' },
        affects: [{ ref: 'wheel' }],
      },
    ],
  }

  it('are assessed in SPDX 3 as they are in CycloneDX', async () => {
    const conversion = await convertCycloneDx('spdx-3.0.1', bom)
    const graph = graphOf(conversion)
    expect(graph).toContainEqual(
      expect.objectContaining({
        type: 'security_VexNotAffectedVulnAssessmentRelationship',
        security_justificationType: 'vulnerableCodeNotPresent',
        security_impactStatement: 'left out',
      }),
    )
    expect(graph).toContainEqual(
      expect.objectContaining({
        type: 'security_CvssV3VulnAssessmentRelationship',
        security_score: 7.5,
        security_severity: 'high',
      }),
    )
    const document = await readSpdx3(sourceOfText('there', conversion.text))
    const back = convertDocument(
      { family: 'spdx-3', document },
      targetNamed('cyclonedx-1.6'),
      FACTS,
    )
    expect((JSON.parse(back.text) as Bom).vulnerabilities).toEqual([
      expect.objectContaining({
        id: 'CVE-2024-1234',
        analysis: { state: 'not_affected', justification: 'code_not_present', detail: 'left out' },
        affects: [{ ref: 'wheel' }],
        ratings: [expect.objectContaining({ method: 'CVSSv31', score: 7.5 })],
      }),
    ])
  })

  it('stand on the document where SPDX 2 has no place for them', async () => {
    const { report, text: written } = await convertCycloneDx('spdx-2.3', bom)
    expect(report.properties).toContain('/vulnerabilities/0')
    expect(written).toContain('headwater:json:cdx:vulnerabilities')
  })
})

describe('SPDX 3', () => {
  const info = {
    type: 'CreationInfo',
    '@id': '_:info',
    specVersion: '3.0.1',
    created: '2024-05-31T12:00:00Z',
    createdBy: ['https://e.example/jo'],
  }
  const element = (type: string, id: string, more: object = {}): object => ({
    type,
    spdxId: `https://e.example/${id}`,
    creationInfo: '_:info',
    ...more,
  })
  const person = element('Person', 'jo', { name: 'Jo' })

  it('says what a build made of what, where there are no builds', async () => {
    const tie = (type: string, to: string): object =>
      element('Relationship', type, {
        relationshipType: type,
        from: 'https://e.example/build',
        to: [`https://e.example/${to}`],
      })
    const { text: written, report } = await convertSpdx3(
      'spdx-2.3',
      info,
      person,
      element('software_File', 'mill.c', { name: 'mill.c' }),
      element('software_File', 'mill.o', { name: 'mill.o' }),
      element('build_Build', 'build', { build_buildType: 'https://e.example/cc' }),
      tie('hasInput', 'mill.c'),
      tie('hasOutput', 'mill.o'),
    )
    expect(JSON.parse(written)).toMatchObject({
      relationships: [
        {
          spdxElementId: 'SPDXRef-mill.c',
          relationshipType: 'GENERATES',
          relatedSpdxElement: 'SPDXRef-mill.o',
        },
      ],
    })
    expect(report.properties).toContain('/@graph/4')
    expect(report.lost).toEqual([])
  })

  it('has its models and data sets in CycloneDX', async () => {
    const { text: written } = await convertSpdx3(
      'cyclonedx-1.6',
      info,
      person,
      element('ai_AIPackage', 'model', {
        name: 'grinder',
        ai_typeOfModel: ['supervised'],
        ai_limitation: 'wet grain',
        ai_metric: [{ type: 'DictionaryEntry', key: 'fineness', value: '0.9' }],
      }),
      element('dataset_DatasetPackage', 'grain', {
        name: 'grain',
        dataset_datasetType: ['sensor'],
      }),
      element('Relationship', 'trained', {
        relationshipType: 'trainedOn',
        from: 'https://e.example/model',
        to: ['https://e.example/grain'],
      }),
    )
    expect(JSON.parse(written)).toMatchObject({
      components: [
        {
          type: 'machine-learning-model',
          modelCard: {
            modelParameters: {
              approach: { type: 'supervised' },
              datasets: [{ ref: 'https://e.example/grain' }],
            },
            quantitativeAnalysis: { performanceMetrics: [{ type: 'fineness', value: '0.9' }] },
            considerations: { technicalLimitations: ['wet grain'] },
          },
        },
        { type: 'data', name: 'grain', data: [{ type: 'dataset' }] },
      ],
    })
  })

  it('of 3.1 leaves behind what 3.0.1 does not know', async () => {
    const whole = {
      '@context': 'https://spdx.org/rdf/3.1/spdx-context.jsonld',
      '@graph': [
        { ...info, specVersion: '3.1.0' },
        person,
        element('software_File', 'mill.c', { name: 'mill.c', software_artifactSize: 9 }),
        element('hardware_PhysicalHardware', 'stone', { name: 'stone' }),
      ],
    }
    const document = await readSpdx3(sourceOfText('graph.json', JSON.stringify(whole)))
    const { report, text: written } = convertDocument(
      { family: 'spdx-3', document },
      targetNamed('spdx-3.0.1'),
      FACTS,
    )
    expect(report.lost.map(({ pointer }) => pointer)).toEqual([
      '/@graph/2/software_artifactSize',
      '/@graph/3',
    ])
    const again = await readSpdx3(sourceOfText('again', written))
    expect(again.version).toBe('3.0.1')
    expect(again.graph.flatMap((node) => objects(node, 'extension'))).toEqual([])
  })
})

describe('within a family', () => {
  it('writes another version, with this program among the tools', async () => {
    const { text: written, report } = await convertSpdx2('spdx-2.2')
    expect(JSON.parse(written)).toMatchObject({
      spdxVersion: 'SPDX-2.2',
      creationInfo: {
        creators: ['Person: Jo Miller (jo@example.org)', 'Tool: grinder-1.0', 'Tool: headwater-9'],
      },
    })
    expect(report.lost).toEqual([
      {
        pointer: '/packages/0/primaryPackagePurpose',
        why: 'primaryPackagePurpose came with SPDX 2.3',
      },
    ])
  })
})

describe('groups of places', () => {
  it('take the indexes away, the largest first', () => {
    const groups = groupPlaces(['/a/1/x', '/b', '/a/22/x'].map((pointer) => ({ pointer })))
    expect(groups.map(({ pattern, pointers }) => [pattern, pointers.length])).toEqual([
      ['/a/*/x', 2],
      ['/b', 1],
    ])
  })
})

function tailOf(id: unknown): string {
  return String(id).replace(/^.*#/, '')
}

interface Bom {
  readonly serialNumber: string
  readonly metadata: {
    readonly timestamp: string
    readonly tools: { readonly components: readonly { readonly name: string }[] }
    readonly component: Readonly<Record<string, unknown>>
  }
  readonly components: readonly Readonly<Record<string, unknown>>[]
  readonly dependencies: readonly object[]
  readonly compositions: unknown
  readonly vulnerabilities: unknown
}
