// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { streamCycloneDx } from '@headwater/formats/cyclonedx'
import { sourceOfText } from '@headwater/formats/source'
import type { EdgeKind } from './facts.ts'
import { cycloneDxToInventory } from './from-cyclonedx.ts'
import { createInventory, type Inventory } from './index.ts'

const SERIAL = '3e671687-395b-41f5-a30f-a58921a69b79'

async function inventoryOf(...documents: readonly object[]): Promise<Inventory> {
  const inventory = createInventory()
  for (const [index, members] of documents.entries()) {
    const { builder, close } = inventory.open()
    const text = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...members })
    const intake = cycloneDxToInventory(builder, `mill-${index}.cdx.json`)
    await streamCycloneDx(sourceOfText('mill', text), intake.sink)
    close(intake.finish(), '')
  }
  return inventory.seal()
}

/** Edges of one kind as `from -> to`, by name. */
function edges(inventory: Inventory, kind: EdgeKind): readonly string[] {
  const found: string[] = []
  for (let node = 0; node < inventory.nodeCount; node++) {
    for (const { to } of inventory.edgesFrom(node, kind)) {
      found.push(`${inventory.name(node)} -> ${inventory.name(to)}`)
    }
  }
  return found
}

function named(inventory: Inventory, name: string): number {
  for (let node = 0; node < inventory.nodeCount; node++) {
    if (inventory.name(node) === name) return node
  }
  throw new Error(`no ${name}`)
}

const wheel = { type: 'library', 'bom-ref': 'wheel', name: 'wheel', version: '1' }

describe('shapes found in the wild', () => {
  test('Syft: candidates for CPE stand in properties, files beside packages', async () => {
    const inventory = await inventoryOf({
      specVersion: '1.5',
      serialNumber: `urn:uuid:${SERIAL}`,
      metadata: {
        timestamp: '2024-05-31T12:00:00+02:00',
        tools: {
          components: [{ type: 'application', author: 'river', name: 'syft', version: '1.2' }],
        },
        component: { type: 'container', 'bom-ref': 'image', name: 'mill', version: 'sha256:00' },
      },
      components: [
        {
          ...wheel,
          purl: 'pkg:deb/debian/wheel@1?arch=amd64&upstream=axle%401-2',
          cpe: 'cpe:2.3:a:wheel:wheel:1:*:*:*:*:*:*:*',
          licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Millers licence' } }],
          properties: [
            { name: 'syft:package:foundBy', value: 'dpkg-db-cataloger' },
            { name: 'syft:cpe23', value: 'cpe:2.3:a:debian:wheel:1:*:*:*:*:*:*:*' },
            { name: 'syft:location:0:path', value: '/var/lib/dpkg/status' },
          ],
        },
        {
          type: 'file',
          'bom-ref': 'f1',
          name: '/usr/lib/libwheel.so.1',
          hashes: [{ alg: 'SHA-256', content: 'AB'.repeat(32) }],
        },
      ],
    })
    expect(inventory.packageFacts(named(inventory, 'wheel'))).toMatchObject({
      purls: ['pkg:deb/debian/wheel@1?arch=amd64&upstream=axle%401-2'],
      cpes: ['cpe:2.3:a:wheel:wheel:1:*:*:*:*:*:*:*', 'cpe:2.3:a:debian:wheel:1:*:*:*:*:*:*:*'],
      licenseDeclared: 'MIT AND Millers licence',
      purpose: 'library',
    })
    const file = named(inventory, '/usr/lib/libwheel.so.1')
    expect(inventory.kind(file)).toBe('file')
    expect(inventory.role(file)).toBe('image')
    expect(inventory.digests.of(file)).toEqual([{ algorithm: 'sha256', value: 'ab'.repeat(32) }])
    expect(inventory.documents[0]?.facts).toEqual({
      format: 'cyclonedx',
      specVersion: '1.5',
      syntax: 'json',
      source: 'mill-0.cdx.json',
      id: `urn:cdx:${SERIAL}/1`,
      name: 'mill sha256:00',
      createdAt: '2024-05-31T12:00:00+02:00',
      creators: [],
      tools: ['syft 1.2'],
      sbomTypes: [],
    })
    expect(edges(inventory, 'describes')).toEqual(['mill sha256:00 -> mill'])
  })

  test('Trivy: the source package stands in properties and completes the purl', async () => {
    const trivy = (name: string, value: string): object => ({
      name: `aquasecurity:trivy:${name}`,
      value,
    })
    const inventory = await inventoryOf({
      components: [
        {
          ...wheel,
          purl: 'pkg:deb/debian/libwheel1@1.0-2?arch=amd64',
          properties: [
            trivy('SrcName', 'wheel'),
            trivy('SrcVersion', '1.0'),
            trivy('SrcRelease', '2'),
          ],
        },
        {
          type: 'library',
          name: 'axle',
          purl: 'pkg:rpm/redhat/axle-libs@3-4.el9',
          properties: [
            trivy('SrcName', 'axle'),
            trivy('SrcVersion', '3'),
            trivy('SrcRelease', '4.el9'),
          ],
        },
      ],
      dependencies: [{ ref: 'wheel', dependsOn: [] }],
    })
    expect(inventory.packageFacts(named(inventory, 'wheel'))?.purls).toEqual([
      'pkg:deb/debian/libwheel1@1.0-2?arch=amd64',
      'pkg:deb/debian/libwheel1@1.0-2?arch=amd64&upstream=wheel%401.0-2',
    ])
    expect(inventory.packageFacts(named(inventory, 'axle'))?.purls).toEqual([
      'pkg:rpm/redhat/axle-libs@3-4.el9',
      'pkg:rpm/redhat/axle-libs@3-4.el9?upstream=axle-3-4.el9.src.rpm',
    ])
  })

  test('cdxgen: identity evidence, lifecycles, annotations, dependencies that name nothing', async () => {
    const inventory = await inventoryOf({
      metadata: {
        lifecycles: [{ phase: 'pre-build' }, { name: 'our own', description: 'Runtime SBOM' }],
      },
      components: [
        {
          ...wheel,
          scope: 'required',
          evidence: {
            identity: [
              { field: 'purl', confidence: 1, concludedValue: 'pkg:npm/wheel@1' },
              { field: 'cpe', concludedValue: 'cpe:/a:mill:wheel:1' },
            ],
            occurrences: [{ location: 'src/main.js', line: 7 }],
          },
          externalReferences: [
            { type: 'vcs', url: 'https://git.example/wheel' },
            { type: 'website', url: 'https://wheel.example' },
          ],
        },
      ],
      dependencies: [{ ref: 'wheel', dependsOn: ['pkg:npm/ghost@1'] }],
      annotations: [
        {
          subjects: ['wheel'],
          annotator: { component: { type: 'application', name: 'cdxgen' } },
          timestamp: '2024-05-31T12:00:00Z',
          text: 'turned well',
        },
      ],
    })
    const node = named(inventory, 'wheel')
    expect(inventory.packageFacts(node)).toMatchObject({
      purls: ['pkg:npm/wheel@1'],
      cpes: ['cpe:/a:mill:wheel:1'],
      scope: 'required',
      repositories: ['https://git.example/wheel'],
      homepage: 'https://wheel.example',
    })
    expect(inventory.annotations(node)).toEqual([
      { type: 'occurrence', text: 'src/main.js:7' },
      { text: 'turned well', date: '2024-05-31T12:00:00Z', annotator: 'cdxgen' },
    ])
    expect(inventory.documents[0]?.facts.sbomTypes).toEqual(['source', 'runtime'])
    expect(inventory.documents[0]?.remarks).toEqual([
      '1 references name no element of this document: pkg:npm/ghost@1',
    ])
  })
})

test('nested components, services, dependencies and what they provide are edges', async () => {
  const inventory = await inventoryOf({
    components: [{ ...wheel, components: [{ type: 'file', name: 'rim.c' }] }],
    services: [
      {
        'bom-ref': 's',
        name: 'grind',
        endpoints: ['https://mill.example'],
        services: [{ name: 'sift' }],
      },
    ],
    dependencies: [{ ref: 's', dependsOn: ['wheel'], provides: ['wheel'] }],
  })
  expect(edges(inventory, 'contains')).toEqual(['wheel -> rim.c', 'grind -> sift'])
  expect(edges(inventory, 'dependsOn')).toEqual(['grind -> wheel'])
  expect(edges(inventory, 'provides')).toEqual(['grind -> wheel'])
  expect(inventory.kind(named(inventory, 'grind'))).toBe('service')
  expect(inventory.role(named(inventory, 'rim.c'))).toBe('source')
})

test('relatives are elements and no packages; what patches resolve is known', async () => {
  const inventory = await inventoryOf({
    components: [
      {
        ...wheel,
        pedigree: {
          ancestors: [{ type: 'library', name: 'cartwheel', purl: 'pkg:npm/cartwheel@0' }],
          variants: [{ type: 'library', name: 'flywheel' }],
          patches: [
            {
              type: 'backport',
              resolves: [{ type: 'security', id: 'CVE-2024-1' }, { type: 'defect' }],
            },
          ],
        },
      },
    ],
  })
  expect(edges(inventory, 'ancestorOf')).toEqual(['cartwheel -> wheel'])
  expect(edges(inventory, 'variantOf')).toEqual(['flywheel -> wheel'])
  expect(inventory.kind(named(inventory, 'cartwheel'))).toBe('other')
  expect(inventory.properties(named(inventory, 'cartwheel'))).toMatchObject({
    purl: 'pkg:npm/cartwheel@0',
  })
  expect(inventory.packageFacts(named(inventory, 'wheel'))?.resolves).toEqual(['CVE-2024-1'])
})

test('models, data and cryptographic assets keep their kinds', async () => {
  const inventory = await inventoryOf({
    components: [
      {
        type: 'machine-learning-model',
        name: 'miller',
        modelCard: {
          modelParameters: { datasets: [{ ref: 'grain' }, { type: 'dataset', name: 'chaff' }] },
        },
      },
      { type: 'data', 'bom-ref': 'grain', name: 'grain' },
      {
        type: 'cryptographic-asset',
        name: 'seal',
        cryptoProperties: {
          assetType: 'algorithm',
          algorithmProperties: { mode: 'gcm', cryptoFunctions: ['sign', 'verify'] },
        },
      },
    ],
  })
  expect(inventory.kind(named(inventory, 'miller'))).toBe('model')
  expect(inventory.kind(named(inventory, 'grain'))).toBe('dataset')
  expect(edges(inventory, 'trainedOn').toSorted()).toEqual(['miller -> chaff', 'miller -> grain'])
  expect(inventory.properties(named(inventory, 'seal'))).toEqual({
    purpose: 'cryptographic-asset',
    assetType: 'algorithm',
    'algorithmProperties.mode': 'gcm',
    'algorithmProperties.cryptoFunctions': 'sign\nverify',
  })
})

test('vulnerabilities and compositions are told', async () => {
  const inventory = await inventoryOf({
    components: [wheel],
    vulnerabilities: [
      { id: 'CVE-2024-2', analysis: { state: 'in_triage' }, affects: [{ ref: 'wheel' }] },
    ],
    compositions: [{ aggregate: 'incomplete_first_party_only', assemblies: ['wheel'] }],
  })
  expect(edges(inventory, 'hasVulnerability')).toEqual(['wheel -> CVE-2024-2'])
  expect(inventory.documents[0]?.remarks).toEqual([
    'the document says of the parts of wheel: incomplete first party only',
  ])
})

test('a formulation is builds with what goes in and comes out', async () => {
  const inventory = await inventoryOf({
    components: [{ type: 'file', 'bom-ref': 'o', name: 'wheel.o' }],
    formulation: [
      {
        components: [
          { type: 'application', 'bom-ref': 'cc', name: 'cc', purl: 'pkg:generic/cc@9' },
          { type: 'file', 'bom-ref': 'c', name: 'wheel.c' },
        ],
        workflows: [
          {
            'bom-ref': 'w',
            uid: 'w-1',
            name: 'turn',
            taskTypes: ['build'],
            tasks: [
              {
                'bom-ref': 't',
                uid: 't-1',
                name: 'compile',
                taskTypes: ['build'],
                resourceReferences: [{ ref: 'cc' }],
                inputs: [{ resource: { ref: 'c' } }],
                outputs: [{ type: 'artifact', resource: { ref: 'o' } }],
              },
            ],
          },
        ],
      },
    ],
  })
  expect(inventory.kind(named(inventory, 'cc'))).toBe('tool')
  expect(inventory.kind(named(inventory, 'compile'))).toBe('build')
  expect(edges(inventory, 'contains')).toEqual(['formulation -> turn', 'turn -> compile'])
  expect(edges(inventory, 'hasInput')).toEqual(['compile -> wheel.c'])
  expect(edges(inventory, 'hasOutput')).toEqual(['compile -> wheel.o'])
  expect(edges(inventory, 'generatedFrom')).toEqual(['wheel.o -> wheel.c'])
  expect(inventory.documents[0]?.remarks).toEqual([])
})

test('documents are tied by BOM-Link, also where the name is encoded or has a number sign', async () => {
  const purl = 'pkg:npm/wheel@1#rim'
  const inventory = await inventoryOf(
    {
      serialNumber: `urn:uuid:${SERIAL}`,
      version: 3,
      components: [{ ...wheel, 'bom-ref': purl }],
    },
    {
      components: [
        {
          type: 'application',
          'bom-ref': 'app',
          name: 'app',
          externalReferences: [
            {
              type: 'bom',
              url: `urn:cdx:${SERIAL}/3`,
              hashes: [{ alg: 'SHA-1', content: '0'.repeat(40) }],
            },
          ],
        },
      ],
      dependencies: [
        { ref: 'app', dependsOn: [`urn:cdx:${SERIAL}/3#${encodeURIComponent(purl)}`] },
      ],
      vulnerabilities: [{ id: 'CVE-2024-3', affects: [{ ref: `urn:cdx:${SERIAL}/3#${purl}` }] }],
    },
  )
  expect(edges(inventory, 'dependsOn')).toEqual(['app -> wheel'])
  expect(edges(inventory, 'hasVulnerability')).toEqual(['wheel -> CVE-2024-3'])
  expect(inventory.documents[1]?.externalDocuments).toEqual([
    { id: `urn:cdx:${SERIAL}/3`, digests: [{ algorithm: 'sha1', value: '0'.repeat(40) }] },
  ])
})

test('links that are told by properties, and inputs of other documents, are edges', async () => {
  const inventory = await inventoryOf(
    {
      serialNumber: `urn:uuid:${SERIAL}`,
      components: [
        { type: 'file', 'bom-ref': 'file:src/wheel.c', name: 'src/wheel.c' },
        { type: 'file', 'bom-ref': 'file:src/wheel.h', name: 'src/wheel.h' },
      ],
    },
    {
      components: [
        { type: 'file', 'bom-ref': 'file:wheel.o', name: 'wheel.o' },
        {
          type: 'file',
          'bom-ref': 'file:mill',
          name: 'mill',
          properties: [
            { name: 'headwater:relationship:hasStaticLink', value: 'file:wheel.o' },
            { name: 'headwater:relationship:hasDynamicLink', value: '{"to":"file:wheel.o"}' },
            { name: 'headwater:relationship:nonsense', value: 'file:wheel.o' },
            { name: 'headwater:relationship:contains', value: '{' },
          ],
        },
      ],
      formulation: [
        {
          workflows: [
            {
              'bom-ref': 'w',
              uid: 'w',
              taskTypes: ['build'],
              inputs: ['src/wheel.c', 'src/wheel.h'].map((path) => ({
                resource: { ref: `urn:cdx:${SERIAL}/1#${encodeURIComponent(`file:${path}`)}` },
              })),
              outputs: [{ type: 'artifact', resource: { ref: 'file:wheel.o' } }],
            },
          ],
        },
      ],
    },
  )
  expect(edges(inventory, 'linksStatically')).toEqual(['mill -> wheel.o'])
  expect(edges(inventory, 'linksDynamically')).toEqual(['mill -> wheel.o'])
  expect(edges(inventory, 'generatedFrom')).toEqual(['wheel.o -> src/wheel.c'])
  expect(edges(inventory, 'includes')).toEqual(['wheel.o -> src/wheel.h'])
  expect(inventory.openReferences).toEqual([])
})
