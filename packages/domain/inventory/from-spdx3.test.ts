// SPDX-License-Identifier: Apache-2.0
import { expect, describe, it } from 'vitest'
import { sourceOfText } from '@headwater/formats/source'
import { modelOf, streamSpdx3 } from '@headwater/formats/spdx3'
import { createInventory, type EdgeKind, type Inventory } from './index.ts'
import { spdx3ToInventory } from './from-spdx3.ts'
import { SPDX3_EDGES } from './spdx3/relationships.ts'
import { kernelSet } from './spdx3/fixtures/kernel.ts'
import { yoctoImage, yoctoRecipe } from './spdx3/fixtures/yocto.ts'
import { zephyrSet } from './spdx3/fixtures/zephyr.ts'
import { graph, INFO } from './spdx3/fixtures/graph.ts'

describe('a set of the Linux kernel (make sbom)', () => {
  it('leads from the image through objects to sources in another document', async () => {
    const inventory = await inventoryOf(kernelSet())
    expect(edges(inventory, 'generatedFrom')).toEqual([
      'kernel/fork.o <- kernel/fork.c',
      // its name is in another document: the walk over the graph sees that it is a header
      'kernel/fork.o <- include/linux/sched.h',
      'arch/x86/boot/bzImage <- kernel/fork.o',
    ])
    expect(edges(inventory, 'hasInput')).toHaveLength(3)
    expect(edges(inventory, 'hasOutput')).toHaveLength(3)
    expect(inventory.openReferences).toEqual([])
  })

  it('knows the types of the three documents, their digests, licences and configuration', async () => {
    const inventory = await inventoryOf(kernelSet())
    expect(inventory.documents.map((each) => each.facts.sbomTypes)).toEqual([
      ['source'],
      ['build'],
      ['build'],
    ])
    const fork = named(inventory, 'kernel/fork.c')
    expect(inventory.digests.of(fork)).toEqual([
      { algorithm: 'sha256', value: 'aa'.repeat(32) },
      { algorithm: 'gitoid-sha1', value: 'bb'.repeat(20) },
    ])
    const [kernel] = inventory.packages()
    expect(inventory.packageFacts(kernel ?? -1)).toMatchObject({
      name: 'Linux Kernel (bzImage)',
      version: '6.18.0',
      licenseDeclared: 'GPL-2.0 WITH Linux-syscall-note',
      originator: 'KernelSbom',
    })
    expect(edges(inventory, 'configuredBy')).toEqual(['build <- .config'])
    expect(edges(inventory, 'distributes')).toEqual([
      'Linux Kernel (bzImage) <- arch/x86/boot/bzImage',
    ])
    expect(inventory.documents[1]?.externalDocuments.map((each) => each.id)).toEqual([
      'https://kernel.example/source/3',
      'https://kernel.example/output/9',
    ])
  })
})

describe('a set of Zephyr (west spdx)', () => {
  it('expands the prefix of the namespace map and draws what each target was made of', async () => {
    const inventory = await inventoryOf(zephyrSet())
    expect(edges(inventory, 'generatedFrom')).toEqual([
      'zephyr/zephyr.elf <- app/main.c',
      'zephyr/libkernel.a <- kernel/sched.c',
    ])
    expect(edges(inventory, 'includes')).toEqual(['zephyr/zephyr.elf <- include/kernel.h'])
    expect(edges(inventory, 'linksStatically')).toEqual(['zephyr/zephyr.elf <- zephyr/libkernel.a'])
    expect(edges(inventory, 'builtWith')).toEqual(['build default <- C Compiler'])
    expect(inventory.find('https://z.example/1/files/kernel.h')).toBeDefined()
    expect(inventory.openReferences).toEqual([])
    const zephyr = named(inventory, 'zephyr-sources')
    expect(inventory.packageFacts(zephyr)).toMatchObject({
      purls: ['pkg:github/zephyrproject-rtos/zephyr@v4.1.0'],
      cpes: ['cpe:2.3:o:zephyrproject:zephyr:4.1.0:-:*:*:*:*:*:*'],
      licenseConcluded: 'Apache-2.0',
    })
  })
})

describe('documents of Yocto', () => {
  it('finds elements of other documents by their aliases', async () => {
    const inventory = await inventoryOf([yoctoRecipe(), yoctoImage()])
    expect(edges(inventory, 'generatedFrom')).toEqual(['zlib <- inflate.c', 'zlib <- deflate.c'])
    expect(inventory.openReferences).toEqual([])
    const zlib = named(inventory, 'zlib')
    expect(inventory.packageFacts(zlib)).toMatchObject({
      cpes: ['cpe:2.3:*:*:zlib:1.3.1:*:*:*:*:*:*:*'],
      purls: ['pkg:yocto/core/zlib@1.3.1'],
      licenseConcluded: 'Zlib',
      resolves: ['CVE-2023-45853'],
      purpose: 'install',
    })
    expect(edges(inventory, 'dependsOn', 'runtime')).toEqual(['core-image <- zlib'])
  })

  it('draws many products of many inputs to their build', async () => {
    const files = Array.from({ length: 40 }, (_, i) => file(`f${i}`))
    const half = (from: number): string[] => files.slice(from, from + 20).map((each) => each.spdxId)
    const inventory = await inventoryOf([
      graph(
        ...files,
        { type: 'build_Build', spdxId: 'https://e/b', creationInfo: INFO, build_buildType: 'x:y' },
        relationship('1', 'hasInput', 'https://e/b', half(0)),
        relationship('2', 'hasOutput', 'https://e/b', half(20)),
      ),
    ])
    expect(edges(inventory, 'generatedFrom')).toHaveLength(20)
    expect(edges(inventory, 'generatedFrom')[0]).toBe('f20 <- https://e/b')
  })
})

describe('the rest of SPDX 3', () => {
  it('has an edge for every relationship type, and no other', () => {
    const entries = modelOf('3.1').propertyList.find((each) => each.name === 'relationshipType')
    expect([...SPDX3_EDGES.keys()].sort()).toEqual([...(entries?.entries ?? [])].sort())
  })

  it('keeps label, scope, completeness and comment of a relationship', async () => {
    const inventory = await inventoryOf([
      graph(file('a'), file('b'), {
        ...relationship('1', 'hasOptionalDependency', 'https://e/a', ['https://e/b']),
        type: 'LifecycleScopedRelationship',
        scope: 'test',
        completeness: 'incomplete',
        comment: 'said',
      }),
    ])
    expect(inventory.edgesFrom(named(inventory, 'a'))).toMatchObject([
      {
        kind: 'dependsOn',
        detail: {
          label: 'hasOptionalDependency',
          scope: 'test',
          completeness: 'incomplete',
          comment: 'said',
        },
      },
    ])
  })

  it('spells out licences that are written as elements', async () => {
    const license = (name: string, type: string, more: object): object => ({
      type: `expandedlicensing_${type}`,
      spdxId: `https://e/${name}`,
      creationInfo: INFO,
      ...more,
    })
    const inventory = await inventoryOf([
      graph(
        {
          type: 'software_Package',
          spdxId: 'https://e/p',
          creationInfo: INFO,
          name: 'p',
          ai_domain: undefined,
        },
        relationship('1', 'hasDeclaredLicense', 'https://e/p', ['https://e/all']),
        relationship('2', 'hasConcludedLicense', 'https://e/p', ['https://spdx.org/licenses/MIT']),
        license('all', 'ConjunctiveLicenseSet', {
          expandedlicensing_member: ['https://e/any', 'https://e/with', 'https://e/own'],
        }),
        license('any', 'DisjunctiveLicenseSet', {
          expandedlicensing_member: ['https://spdx.org/licenses/MIT', 'https://e/later'],
        }),
        license('later', 'OrLaterOperator', {
          expandedlicensing_subjectLicense: 'https://spdx.org/licenses/LGPL-2.1',
        }),
        license('with', 'WithAdditionOperator', {
          expandedlicensing_subjectExtendableLicense: 'https://spdx.org/licenses/GPL-2.0-only',
          expandedlicensing_subjectAddition: 'https://spdx.org/licenses/Classpath-exception-2.0',
        }),
        license('own', 'CustomLicense', { name: 'Our own', simplelicensing_licenseText: 'Do.' }),
      ),
    ])
    expect(inventory.packageFacts(named(inventory, 'p'))).toMatchObject({
      licenseDeclared:
        '(MIT OR LGPL-2.1+) AND GPL-2.0-only WITH Classpath-exception-2.0 AND LicenseRef-Our-own',
      licenseConcluded: 'MIT',
    })
    expect(inventory.openReferences).toEqual([])
  })

  it('stays small where sets of licences double with each level', async () => {
    const sets = Array.from({ length: 45 }, (_, level) => ({
      type: `expandedlicensing_${level % 2 === 0 ? 'Con' : 'Dis'}junctiveLicenseSet`,
      spdxId: `https://e/set${level}`,
      creationInfo: INFO,
      expandedlicensing_member: [
        `https://e/set${level + 1}`,
        `https://spdx.org/licenses/MIT-${level}`,
        `https://e/set${level + 1}`,
        `https://e/set${Math.min(44, level + 2)}`,
      ],
    }))
    const inventory = await inventoryOf([
      graph(
        { type: 'software_Package', spdxId: 'https://e/p', creationInfo: INFO, name: 'p' },
        relationship('1', 'hasDeclaredLicense', 'https://e/p', ['https://e/set0']),
        ...sets,
      ),
    ])
    const facts = inventory.packageFacts(named(inventory, 'p'))
    expect(facts?.licenseDeclared?.length).toBeLessThan(50_000)
  })

  it('takes a relationship with a great many ends', async () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `https://spdx.org/licenses/L${i % 7}`)
    const inventory = await inventoryOf([
      graph(
        { type: 'software_Package', spdxId: 'https://e/p', creationInfo: INFO, name: 'p' },
        relationship('1', 'hasDeclaredLicense', 'https://e/p', many),
      ),
    ])
    expect(inventory.packageFacts(named(inventory, 'p'))?.licenseDeclared).toBe(
      'L0 AND L1 AND L2 AND L3 AND L4 AND L5 AND L6',
    )
  })

  it('keeps what models and data sets say of themselves', async () => {
    const inventory = await inventoryOf([
      graph(
        {
          type: 'ai_AIPackage',
          spdxId: 'https://e/m',
          creationInfo: INFO,
          name: 'm',
          ai_domain: ['vision'],
          ai_metric: [{ type: 'DictionaryEntry', key: 'accuracy', value: '0.9' }],
        },
        {
          type: 'dataset_DatasetPackage',
          spdxId: 'https://e/d',
          creationInfo: INFO,
          name: 'd',
          dataset_datasetType: ['image'],
          dataset_datasetSize: 7,
        },
        relationship('1', 'trainedOn', 'https://e/m', ['https://e/d']),
      ),
    ])
    const model = named(inventory, 'm')
    expect(inventory.kind(model)).toBe('model')
    expect(inventory.annotations(model)).toEqual([
      { type: 'ai_domain', text: 'vision' },
      { type: 'ai_metric.accuracy', text: '0.9' },
    ])
    expect(inventory.kind(named(inventory, 'd'))).toBe('dataset')
    expect(edges(inventory, 'trainedOn')).toEqual(['m <- d'])
  })

  it('takes snippets, annotations, several digests and identifiers', async () => {
    const inventory = await inventoryOf([
      graph(
        {
          ...file('a'),
          software_contentIdentifier: [
            {
              type: 'software_ContentIdentifier',
              software_contentIdentifierType: 'swhid',
              software_contentIdentifierValue: `swh:1:cnt:${'ab'.repeat(20)}`,
            },
          ],
          verifiedUsing: [
            { type: 'Hash', algorithm: 'sha3_256', hashValue: 'CD'.repeat(32) },
            { type: 'Hash', algorithm: 'blake2b256', hashValue: 'ef'.repeat(32) },
          ],
        },
        {
          type: 'software_Snippet',
          spdxId: 'https://e/s',
          creationInfo: INFO,
          software_snippetFromFile: 'https://e/a',
          software_lineRange: {
            type: 'PositiveIntegerRange',
            beginIntegerRange: 3,
            endIntegerRange: 5,
          },
        },
        {
          type: 'Annotation',
          spdxId: 'https://e/n',
          creationInfo: INFO,
          annotationType: 'review',
          subject: 'https://e/a',
          statement: 'fine',
        },
      ),
    ])
    const a = named(inventory, 'a')
    expect(
      inventory.digests
        .of(a)
        .map((each) => each.algorithm)
        .sort(),
    ).toEqual(['blake2b-256', 'gitoid-sha1', 'sha3-256', 'swhid'])
    expect(inventory.annotations(a)).toEqual([
      { annotator: 'Author', date: '2026-01-02T03:04:05Z', type: 'review', text: 'fine' },
    ])
    const snippet = inventory.find('https://e/s') ?? -1
    expect(inventory.snippetFacts(snippet)).toEqual({ file: 'https://e/a', lineRange: [3, 5] })
    expect(edges(inventory, 'contains')).toHaveLength(1)
  })
})

it('reads hardware and services of SPDX 3.1', async () => {
  const board = {
    type: 'hardware_PhysicalHardware',
    spdxId: 'https://e/board',
    creationInfo: INFO,
    name: 'Board',
    hardware_partNumber: 'B-1',
    hardware_serialNumber: '7',
  }
  const service = {
    type: 'service_SoftwareService',
    spdxId: 'https://e/service',
    creationInfo: INFO,
    name: 'Feed',
    service_serviceHostingCountry: ['CHE'],
  }
  const document = {
    ...graph(
      board,
      service,
      file('image'),
      relationship('1', 'runsOn', 'https://e/image', ['https://e/board']),
    ),
  }
  const inventory = await inventoryOf([
    { ...document, '@context': 'https://spdx.org/rdf/3.1/spdx-context.jsonld' },
  ])
  expect(inventory.kind(named(inventory, 'Feed'))).toBe('service')
  expect(inventory.annotations(named(inventory, 'Board'))).toEqual([
    { type: 'hardware_partNumber', text: 'B-1' },
    { type: 'hardware_serialNumber', text: '7' },
  ])
  expect(inventory.documents[0]?.remarks).toEqual([])
  expect(inventory.edgesFrom(named(inventory, 'image'))).toMatchObject([
    { kind: 'other', detail: { label: 'runsOn' } },
  ])
})

async function inventoryOf(documents: readonly unknown[]): Promise<Inventory> {
  const inventory = createInventory()
  for (const [index, document] of documents.entries()) {
    const open = inventory.open()
    const name = `${index}.spdx.json`
    const intake = spdx3ToInventory(open.builder, name)
    const summary = await streamSpdx3(sourceOfText(name, JSON.stringify(document)), intake.sink)
    open.close(intake.finish(summary), String(index))
  }
  return inventory.seal()
}

function edges(inventory: Inventory, kind: EdgeKind, scope?: string): string[] {
  const found: string[] = []
  for (let node = 0; node < inventory.nodeCount; node++) {
    for (const edge of inventory.edgesFrom(node, kind)) {
      if (scope !== undefined && edge.detail?.scope !== scope) continue
      found.push(`${inventory.name(edge.from)} <- ${inventory.name(edge.to)}`)
    }
  }
  return found
}

function named(inventory: Inventory, name: string): number {
  for (let node = 0; node < inventory.nodeCount; node++)
    if (inventory.name(node) === name) return node
  throw new Error(`no ${name}`)
}

function file(name: string): { readonly spdxId: string } & Record<string, unknown> {
  return { type: 'software_File', spdxId: `https://e/${name}`, creationInfo: INFO, name }
}

function relationship(
  id: string,
  relationshipType: string,
  from: string,
  to: readonly string[],
): Record<string, unknown> {
  return {
    type: 'Relationship',
    spdxId: `https://e/r${id}`,
    creationInfo: INFO,
    relationshipType,
    from,
    to,
  }
}
