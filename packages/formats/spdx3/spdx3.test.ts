// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { describeFault, FormatError } from '../fault/index.ts'
import { sourceOfText } from '../source/index.ts'
import {
  modelOf,
  readSpdx3,
  spdx3Pieces,
  vexRelationships,
  vulnerabilities,
  writeSpdx3,
} from './index.ts'

const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'
const NOTE = {
  type: 'CreationInfo',
  '@id': '_:info',
  specVersion: '3.0.1',
  created: '2025-01-02T03:04:05Z',
  createdBy: ['https://e.example/author'],
}
const AUTHOR = {
  type: 'Person',
  spdxId: 'https://e.example/author',
  creationInfo: '_:info',
  name: 'A. Author',
}

describe('reading SPDX 3', () => {
  it('brings types, ids, vocabulary entries and lists to one shape', async () => {
    const document = await read({
      '@context': [CONTEXT, { e: 'https://e.example/' }],
      '@graph': [
        NOTE,
        AUTHOR,
        {
          '@type': ['https://spdx.org/rdf/3.0.1/terms/Software/File'],
          '@id': 'e:file',
          creationInfo: { '@id': '_:info' },
          name: ['main.c'],
          software_primaryPurpose:
            'https://spdx.org/rdf/3.0.1/terms/Software/SoftwarePurpose/source',
          verifiedUsing: { type: 'Hash', algorithm: 'sha256', hashValue: 'ab' },
          originatedBy: 'e:author',
        },
      ],
    })
    expect(document.graph[2]).toEqual({
      type: 'software_File',
      spdxId: 'https://e.example/file',
      creationInfo: '_:info',
      name: 'main.c',
      software_primaryPurpose: 'source',
      verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: 'ab' }],
      originatedBy: ['https://e.example/author'],
    })
    expect(document.remarks).toEqual([])
  })

  it('reads a single object without a graph', async () => {
    const document = await read({
      '@context': CONTEXT,
      ...AUTHOR,
      creationInfo: { ...NOTE, '@id': undefined },
    })
    expect(document.bare).toBe(true)
    expect(document.graph).toHaveLength(1)
  })

  it('expands prefixes of a namespace map that stands behind their use', async () => {
    const document = await read({
      '@context': CONTEXT,
      '@graph': [
        { ...NOTE, '@id': 'z:info', createdBy: ['z:author'] },
        { ...AUTHOR, spdxId: 'z:author', creationInfo: 'z:info' },
        {
          type: 'SpdxDocument',
          spdxId: 'z:document',
          creationInfo: 'z:info',
          namespaceMap: [{ type: 'NamespaceMap', prefix: 'z', namespace: 'https://z.example/7/' }],
        },
      ],
    })
    expect(document.graph.map((node) => node['spdxId'] ?? node['@id'])).toEqual([
      'https://z.example/7/info',
      'https://z.example/7/author',
      'https://z.example/7/document',
    ])
  })

  it('reads a context that stands behind the graph', async () => {
    const document = await read({
      '@graph': [NOTE, { ...AUTHOR, spdxId: 'q:author' }],
      '@context': [CONTEXT, { q: 'https://e.example/' }],
    })
    expect(document.graph[1]).toMatchObject({ spdxId: 'https://e.example/author' })
  })

  it('keeps what other contexts and extensions say', async () => {
    const extension = {
      type: 'https://tool.example/Alias',
      'https://tool.example/alias': ['a', { deep: 1 }],
    }
    const document = await read({
      '@context': [CONTEXT, { colour: 'https://tool.example/colour' }],
      '@graph': [NOTE, { ...AUTHOR, colour: 'green', extension: [extension] }],
    })
    expect(document.graph[1]).toEqual({ ...AUTHOR, colour: 'green', extension: [extension] })
    expect(document.remarks).toHaveLength(2)
  })

  it('knows the elements that the specification defines itself', async () => {
    const document = await read({
      '@context': CONTEXT,
      '@graph': [
        NOTE,
        AUTHOR,
        relationship({ to: ['https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement'] }),
      ],
    })
    expect(document.graph[2]).toMatchObject({ to: ['NoAssertionElement'] })
    expect(document.remarks).toEqual([])
  })

  it('remarks on elements that are neither defined nor imported', async () => {
    const document = await read({
      '@context': CONTEXT,
      '@graph': [
        NOTE,
        AUTHOR,
        relationship({ to: ['https://e.example/one', 'https://e.example/two'] }),
        {
          type: 'SpdxDocument',
          spdxId: 'https://e.example/document',
          creationInfo: '_:info',
          import: [{ type: 'ExternalMap', externalSpdxId: 'https://e.example/two' }],
        },
      ],
    })
    expect(document.remarks).toEqual([
      'refers to elements that it neither defines nor imports: https://e.example/one',
    ])
  })

  it('takes an element that is written out twice in the same words for one', async () => {
    const document = await read({ '@context': CONTEXT, '@graph': [NOTE, AUTHOR, AUTHOR] })
    expect(document.remarks).toEqual(['https://e.example/author is written out twice'])
  })

  it('keeps what a newer version adds', async () => {
    const document = await read({
      '@context': 'https://spdx.org/rdf/3.1/spdx-context.jsonld',
      '@graph': [
        { ...NOTE, specVersion: '3.1.0' },
        AUTHOR,
        {
          type: 'novelty_Thing',
          spdxId: 'https://e.example/thing',
          creationInfo: '_:info',
          novelty_size: 3,
        },
      ],
    })
    expect(document.version).toBe('3.1')
    expect(document.graph[2]).toMatchObject({ novelty_size: 3 })
    expect(document.remarks).toHaveLength(1)
  })
})

describe('refusing bad SPDX 3', () => {
  it('lists everything that is wrong with its line', async () => {
    const faults = await faultsOf(
      `{ "@context": "${CONTEXT}",
  "@graph": [
    ${JSON.stringify(NOTE)},
    { "type": "software_File", "spdxId": "https://e.example/f",
      "creationInfo": "_:other",
      "verifiedUsing": [{ "type": "Hash", "algorithm": "sha257", "hashValue": 5 }],
      "builtTime": "yesterday", "colour": "green", "name": ["a", "b"] },
    { "type": "Element", "spdxId": "https://e.example/g" },
    { "type": "software_Package", "creationInfo": "_:info", "software_packageVersion": null },
    { "type": "Nothing" }, 7
  ] }`,
    )
    expect(faults).toEqual([
      expect.stringMatching(
        /^line 6, column 56, \/@graph\/1\/verifiedUsing\/0\/algorithm: algorithm must be one of/,
      ),
      'line 6, column 79, /@graph/1/verifiedUsing/0/hashValue: hashValue must be a string, not 5',
      expect.stringMatching(/^line 7, column 20, .*builtTime must be an instant/),
      expect.stringMatching(/^line 7, column 43, .*a software_File has no property colour/),
      expect.stringMatching(/^line 7, column 60, .*name must have one value, not 2/),
      expect.stringMatching(/^line 8, .*Element is abstract/),
      expect.stringMatching(/^line 8, .*needs creationInfo/),
      expect.stringMatching(/^line 9, .*needs an spdxId/),
      expect.stringMatching(/^line 9, .*must be a string, not null/),
      expect.stringMatching(/^line 10, .*no class Nothing/),
      expect.stringMatching(/^line 10, .*must be an object/),
      expect.stringMatching(/^line 5, column 23, .*no node _:other in this document/),
    ])
  })

  it.each([
    ['no context', { '@graph': [NOTE, AUTHOR] }, /does not name the SPDX 3 context/],
    ['another context', { '@context': 'https://schema.org', '@graph': [] }, /SPDX 3 context/],
    [
      'a version that we do not read',
      { '@context': 'https://spdx.org/rdf/3.7/spdx-context.jsonld', '@graph': [] },
      /SPDX 3.7 is not one of/,
    ],
    ['an empty object', {}, /SPDX 3 context/],
    ['a graph that is no list', { '@context': CONTEXT, '@graph': 'x' }, /must be a list/],
    ['two documents', graph(spdxDocument('1'), spdxDocument('2')), /more than one SpdxDocument/],
    ['two definitions', graph({ ...AUTHOR, name: 'B.' }), /is defined twice, first in \/@graph\/1/],
    [
      'a file as author',
      graph(file('f'), { ...file('g'), suppliedBy: 'https://e.example/f' }),
      /suppliedBy must refer to an Agent, and this is a software_File/,
    ],
    [
      'a file as author, before it is met',
      graph({ ...file('g'), suppliedBy: 'https://e.example/f' }, file('f')),
      /and this is a software_File/,
    ],
    [
      'a nested node of the wrong class',
      graph({ ...file('g'), verifiedUsing: [AUTHOR] }),
      /expected an IntegrityMethod here/,
    ],
    ['a relationship without an end', graph({ ...relationship({}), to: [] }), /needs at least 1/],
    [
      'a collection without a root',
      graph({ ...spdxDocument('1'), element: ['https://e.example/author'] }),
      /rootElement/,
    ],
    [
      'a relative reference',
      graph(relationship({ to: ['x'] })),
      /must be a reference to an Element/,
    ],
    ['a blank node as element', graph({ ...file('x'), spdxId: '_:x' }), /not by a blank node/],
    [
      'an assessment of the wrong kind',
      graph({ ...relationship({}), type: 'security_VexFixedVulnAssessmentRelationship' }),
      /must be fixedIn/,
    ],
    [
      'an empty range',
      graph({
        ...file('s'),
        type: 'software_Snippet',
        software_snippetFromFile: 'https://e.example/f',
        software_lineRange: {
          type: 'PositiveIntegerRange',
          beginIntegerRange: 5,
          endIntegerRange: 4,
        },
      }),
      /ends before it begins/,
    ],
  ])('refuses %s', async (_name, document, reason) => {
    const faults = await faultsOf(JSON.stringify(document))
    expect(faults.join('\n')).toMatch(reason)
  })
})

describe('writing SPDX 3', () => {
  it('writes the same text for the same document, and reads it back', async () => {
    const document = await read(graph(file('f'), relationship({ to: ['https://e.example/f'] })))
    const text = writeSpdx3(document)
    const again = await readSpdx3(sourceOfText('again', text))
    expect(again).toEqual(document)
    expect(writeSpdx3(again)).toBe(text)
  })

  it('says the version that it was asked for everywhere', async () => {
    const document = await read(graph(file('f')))
    const again = await readSpdx3(sourceOfText('3.1', writeSpdx3(document, { version: '3.1' })))
    expect(again.version).toBe('3.1')
    expect(again.graph[0]).toMatchObject({ specVersion: '3.1.0' })
  })
})

describe('VEX in SPDX 3', () => {
  it('tells what is said of which vulnerability', async () => {
    const document = await read(
      graph(
        file('f'),
        {
          type: 'security_Vulnerability',
          spdxId: 'https://e.example/v',
          creationInfo: '_:info',
          externalIdentifier: [
            { type: 'ExternalIdentifier', externalIdentifierType: 'cve', identifier: 'CVE-2024-1' },
          ],
        },
        {
          ...relationship({ to: ['https://e.example/f'] }),
          type: 'security_VexNotAffectedVulnAssessmentRelationship',
          from: 'https://e.example/v',
          relationshipType: 'doesNotAffect',
          security_justificationType: 'vulnerableCodeNotPresent',
        },
      ),
    )
    expect([...vexRelationships(document)]).toEqual([
      {
        id: 'https://e.example/relationship',
        status: 'not_affected',
        vulnerability: 'https://e.example/v',
        products: ['https://e.example/f'],
        justification: 'vulnerableCodeNotPresent',
      },
    ])
    expect([...vulnerabilities(document)]).toEqual([
      { id: 'https://e.example/v', names: ['CVE-2024-1'], references: [] },
    ])
  })
})

it('has every class reach Element or stand alone, and every range exist', () => {
  for (const version of ['3.0.1', '3.1'] as const) {
    const model = modelOf(version)
    for (const { properties } of model.classes.values()) {
      for (const property of properties.values()) {
        if (property.kind === 'object')
          expect(model.classes.has(property.range), property.range).toBe(true)
      }
    }
  }
  expect(modelOf('3.0.1').classes.size).toBe(67)
})

function graph(...nodes: readonly unknown[]): unknown {
  return { '@context': CONTEXT, '@graph': [NOTE, AUTHOR, ...nodes] }
}

function file(name: string): Record<string, unknown> {
  return {
    type: 'software_File',
    spdxId: `https://e.example/${name}`,
    creationInfo: '_:info',
    name,
  }
}

function spdxDocument(name: string): Record<string, unknown> {
  return { ...file(name), type: 'SpdxDocument' }
}

function relationship(said: { readonly to?: readonly string[] }): Record<string, unknown> {
  return {
    ...file('relationship'),
    name: undefined,
    type: 'Relationship',
    from: 'https://e.example/author',
    to: said.to ?? ['https://e.example/author'],
    relationshipType: 'other',
  }
}

async function read(document: unknown): ReturnType<typeof readSpdx3> {
  return readSpdx3(sourceOfText('test.spdx.json', JSON.stringify(document)))
}

async function faultsOf(text: string): Promise<readonly string[]> {
  try {
    await readSpdx3(sourceOfText('test.spdx.json', text))
  } catch (error) {
    if (error instanceof FormatError) return error.faults.map(describeFault)
    throw error
  }
  return []
}

it('writes a document in pieces as it writes it whole', async () => {
  const pieces = spdx3Pieces()
  for (const node of [NOTE, AUTHOR]) pieces.add(node)
  const text = pieces.end().join('')
  const read = await readSpdx3(sourceOfText('mill.json', text))
  expect(JSON.parse(writeSpdx3(read))).toEqual(JSON.parse(text))
  expect(JSON.parse(spdx3Pieces().end().join(''))).toMatchObject({ '@graph': [] })
})
