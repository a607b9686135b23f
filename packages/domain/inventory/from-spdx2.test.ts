// SPDX-License-Identifier: Apache-2.0
import { RELATIONSHIP_TYPES, streamSpdx2 } from '@headwater/formats/spdx2'
import { sourceOfText } from '@headwater/formats/source'
import { describe, expect, it } from 'vitest'
import type { DocumentBuilder, DocumentFacts } from './facts.ts'
import { spdx2ToInventory } from './from-spdx2.ts'
import { sbomTypesIn } from './sbom-types.ts'
import { SPDX2_EDGES } from './spdx2-relationships.ts'

interface Told {
  readonly facts: DocumentFacts
  readonly calls: readonly (readonly [string, ...unknown[]])[]
  readonly edges: readonly string[]
}

async function tell(text: string): Promise<Told> {
  const calls: [string, ...unknown[]][] = []
  const ids = new Set<string>()
  const note =
    (name: string) =>
    (...said: unknown[]): boolean => {
      calls.push([name, ...said])
      if (name !== 'edge') ids.add(String(said[0]))
      return name !== 'edge'
    }
  const builder: DocumentBuilder = {
    package: note('package'),
    file: note('file'),
    snippet: note('snippet'),
    element: note('element'),
    edge: note('edge'),
    externalDocument: note('externalDocument'),
    has: (id) => ids.has(id),
    annotate: note('annotate'),
    alias: note('alias'),
    remark: note('remark'),
  }
  const intake = spdx2ToInventory(builder, 'lamp.spdx', 'tag-value')
  await streamSpdx2(sourceOfText('lamp.spdx', text), 'tag-value', intake.sink)
  const facts = intake.finish()
  const edges = calls
    .filter(([name]) => name === 'edge')
    .map(([, from, kind, to, detail]) =>
      [from, kind, to, detail === undefined ? '' : JSON.stringify(detail)].join(' ').trim(),
    )
  return { facts, calls, edges }
}

const HEAD = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: lamp
DocumentNamespace: https://example.org/lamp#
Created: 2026-01-02T03:04:05Z
Creator: Tool: lamp-sbom-1
Creator: Person: Ann
CreatorComment: <text>This is a Build SBOM.</text>
`

const FILE = (id: string, name: string): string => `FileName: ${name}\nSPDXID: SPDXRef-${id}\n`

describe('spdx2ToInventory', () => {
  it('tells what the document says of itself', async () => {
    const { facts } = await tell(`${HEAD}PackageName: a\nSPDXID: SPDXRef-a\n`)
    expect(facts).toEqual({
      format: 'spdx-2',
      specVersion: '2.3',
      syntax: 'tag-value',
      source: 'lamp.spdx',
      id: 'https://example.org/lamp',
      name: 'lamp',
      createdAt: '2026-01-02T03:04:05Z',
      creators: ['Person: Ann'],
      tools: ['lamp-sbom-1'],
      sbomTypes: ['build'],
      comment: 'This is a Build SBOM.',
      dataLicense: 'CC0-1.0',
    })
  })

  it('keeps the identities of a package and leaves out what is not asserted', async () => {
    const { calls } = await tell(`${HEAD}PackageName: lamp
SPDXID: SPDXRef-lamp
PackageVersion: 1.10
PackageSupplier: NOASSERTION
PackageDownloadLocation: git+https://example.org/lamp.git@v1.10
PackageLicenseDeclared: MIT
PackageChecksum: SHA256: ${'AB'.repeat(32)}
ExternalRef: PACKAGE-MANAGER purl pkg:generic/lamp@1.10
ExternalRef: SECURITY cpe23Type cpe:2.3:a:lamps:lamp:1.10:*:*:*:*:*:*:*
ExternalRef: PERSISTENT-ID swh swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2
PrimaryPackagePurpose: OPERATING-SYSTEM
`)
    expect(calls[0]).toEqual([
      'package',
      'SPDXRef-lamp',
      {
        name: 'lamp',
        version: '1.10',
        downloadLocation: 'git+https://example.org/lamp.git@v1.10',
        repositories: ['git+https://example.org/lamp.git@v1.10'],
        licenseDeclared: 'MIT',
        purpose: 'operating-system',
        purls: ['pkg:generic/lamp@1.10'],
        cpes: ['cpe:2.3:a:lamps:lamp:1.10:*:*:*:*:*:*:*'],
        identifiers: [{ type: 'swh', value: 'swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2' }],
        digests: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
      },
    ])
  })

  it('turns inverse relationships around and keeps their words', async () => {
    const { edges } = await tell(`${HEAD}
Relationship: SPDXRef-a CONTAINED_BY SPDXRef-b
Relationship: SPDXRef-a DESCRIBED_BY SPDXRef-DOCUMENT
Relationship: SPDXRef-a GENERATES SPDXRef-b
Relationship: SPDXRef-a TEST_DEPENDENCY_OF SPDXRef-b
RelationshipComment: only there
Relationship: SPDXRef-a BUILD_TOOL_OF SPDXRef-b
Relationship: SPDXRef-a STATIC_LINK SPDXRef-b
Relationship: SPDXRef-a HAS_PREREQUISITE SPDXRef-b
Relationship: SPDXRef-a OTHER SPDXRef-b
RelationshipComment: next to it
`)
    expect(edges).toEqual([
      'SPDXRef-b contains SPDXRef-a',
      ' describes SPDXRef-a'.trim(),
      'SPDXRef-b generatedFrom SPDXRef-a',
      'SPDXRef-b dependsOn SPDXRef-a {"label":"TEST_DEPENDENCY_OF","scope":"test","comment":"only there"}',
      'SPDXRef-b builtWith SPDXRef-a',
      'SPDXRef-a linksStatically SPDXRef-b',
      'SPDXRef-a dependsOn SPDXRef-b {"label":"HAS_PREREQUISITE"}',
      'SPDXRef-a other SPDXRef-b {"comment":"next to it"}',
    ])
  })

  it('has an edge for every relationship of the specification', () => {
    expect([...SPDX2_EDGES.keys()].sort()).toEqual([...RELATIONSHIP_TYPES.keys()].sort())
  })

  it('tells headers from sources, wherever they are defined', async () => {
    const { edges } =
      await tell(`${HEAD}ExternalDocumentRef: DocumentRef-z https://example.org/z SHA1: ${'0'.repeat(40)}
Relationship: SPDXRef-image GENERATED_FROM SPDXRef-1
Relationship: SPDXRef-image GENERATED_FROM SPDXRef-2
Relationship: SPDXRef-image GENERATED_FROM DocumentRef-z:SPDXRef-File-uart.h-2
Relationship: SPDXRef-image GENERATED_FROM DocumentRef-z:SPDXRef-File-uart.c
Relationship: SPDXRef-image GENERATED_FROM DocumentRef-z:SPDXRef-F7
RelationshipComment: included header
${FILE('1', './a.c')}${FILE('2', './a.hpp')}${FILE('image', './image.elf')}`)
    expect([...edges].sort()).toEqual([
      'SPDXRef-image generatedFrom SPDXRef-1',
      'SPDXRef-image generatedFrom https://example.org/z#SPDXRef-File-uart.c',
      'SPDXRef-image includes SPDXRef-2 {"label":"GENERATED_FROM"}',
      'SPDXRef-image includes https://example.org/z#SPDXRef-F7 {"label":"GENERATED_FROM"}',
      'SPDXRef-image includes https://example.org/z#SPDXRef-File-uart.h-2 {"label":"GENERATED_FROM"}',
    ])
  })

  it('names elements of other documents by their namespace, even if it comes later', async () => {
    const { edges, calls } = await tell(`${HEAD}
Relationship: SPDXRef-a DEPENDS_ON DocumentRef-lib:SPDXRef-x
Relationship: SPDXRef-DOCUMENT AMENDS DocumentRef-lib:SPDXRef-DOCUMENT
Relationship: SPDXRef-a DEPENDS_ON DocumentRef-none:SPDXRef-x
Relationship: SPDXRef-a DEPENDS_ON NOASSERTION
ExternalDocumentRef: DocumentRef-lib https://example.org/lib SHA1: ${'AB'.repeat(20)}
`)
    expect(edges).toEqual([
      'SPDXRef-a dependsOn https://example.org/lib#SPDXRef-x',
      'amends https://example.org/lib',
      'SPDXRef-a dependsOn DocumentRef-none:SPDXRef-x',
    ])
    expect(calls).toContainEqual([
      'externalDocument',
      'https://example.org/lib',
      [{ algorithm: 'sha1', value: 'ab'.repeat(20) }],
    ])
    expect(calls).toContainEqual(['remark', '1 relationships lead to NONE or NOASSERTION'])
  })

  it('tells snippets with their lines and annotations with their elements', async () => {
    const { calls } = await tell(`${HEAD}${FILE('f', './f.c')}
SnippetSPDXID: SPDXRef-s
SnippetFromFileSPDXID: SPDXRef-f
SnippetByteRange: 1:9
SnippetLineRange: 2:3
Annotator: Person: Ann
AnnotationDate: 2026-01-03T00:00:00Z
AnnotationType: REVIEW
SPDXREF: SPDXRef-f
AnnotationComment: looked at
`)
    expect(calls).toContainEqual([
      'snippet',
      'SPDXRef-s',
      { file: 'SPDXRef-f', byteRange: [1, 9], lineRange: [2, 3] },
    ])
    expect(calls).toContainEqual([
      'annotate',
      'SPDXRef-f',
      { annotator: 'Person: Ann', date: '2026-01-03T00:00:00Z', type: 'review', text: 'looked at' },
    ])
  })
})

describe('sbomTypesIn', () => {
  it.each([
    ['SBOM Type: Build', ['build']],
    ['{"sbomType":"source"}', ['source']],
    ['An analyzed SBOM of the image', ['analyzed']],
    ['sbomTypes is runtime and a Source SBOM', ['runtime', 'source']],
    ['the source was built on a build server at run time', []],
    ['SBOM type: unknown', []],
  ])('hears in %j %j', (text, types) => {
    expect(sbomTypesIn([text, undefined])).toEqual(types)
  })
})
