// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import {
  isOpenVex,
  readOpenVex,
  resolveStatement,
  writeOpenVex,
  type OpenVexDocument,
} from './index.ts'

const DOCUMENT: OpenVexDocument = {
  specVersion: '0.2.0',
  id: 'https://example.org/vex/1',
  author: 'Example Project',
  role: 'Project',
  timestamp: '2024-05-01T12:00:00Z',
  version: 2,
  statements: [
    {
      vulnerability: { name: 'CVE-2024-0001', aliases: ['GHSA-aaaa-bbbb-cccc'] },
      timestamp: '2024-04-30T12:00:00.123456789Z',
      products: [
        {
          id: 'pkg:generic/camera@2.1',
          identifiers: [{ type: 'cpe23', value: 'cpe:2.3:h:example:camera:2.1:*:*:*:*:*:*:*' }],
          hashes: [{ algorithm: 'sha-256', value: 'ab'.repeat(32) }],
          subcomponents: [
            {
              identifiers: [{ type: 'purl', value: 'pkg:generic/zlib@1.3' }],
              hashes: [],
            },
          ],
        },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
    },
    {
      vulnerability: { name: 'CVE-2024-0002', aliases: [] },
      products: [{ id: 'pkg:generic/camera@2.1', identifiers: [], hashes: [], subcomponents: [] }],
      status: 'affected',
      actionStatement: 'Update to 2.2.',
    },
  ],
}

const OLD = `{
  "@context": "https://openvex.dev/ns",
  "@id": "my-vex",
  "format": "text/vex+json",
  "author": "A Person",
  "version": "1",
  "timestamp": "2023-01-01T00:00:00Z",
  "statements": [
    {
      "vulnerability": "CVE-2023-0001",
      "products": ["pkg:generic/a@1", "pkg:generic/b@1"],
      "subcomponents": ["pkg:generic/c@3"],
      "status": "under_investigation",
      "status_notes": ""
    }
  ]
}`

function faultsOf(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    if (error instanceof FormatError) {
      return error.faults.map((one) => `${one.place.line ?? '-'} ${one.place.pointer} ${one.code}`)
    }
    throw error
  }
  return []
}

test('what is written reads back the same', () => {
  const text = writeOpenVex(DOCUMENT)
  expect(readOpenVex('a.json', text)).toEqual({ document: DOCUMENT, remarks: [] })
  expect(writeOpenVex(readOpenVex('a.json', text).document)).toBe(text)
})

test('0.0.1 is read into the shape of 0.2.0, its statement-wide subcomponents into every product', () => {
  const { document, remarks } = readOpenVex('old.json', OLD)
  expect(document.specVersion).toBe('0.0.1')
  expect(document.version).toBe(1)
  const [statement] = document.statements
  expect(statement?.vulnerability).toEqual({ name: 'CVE-2023-0001', aliases: [] })
  expect(statement?.products.map((one) => [one.id, one.subcomponents[0]?.id])).toEqual([
    ['pkg:generic/a@1', 'pkg:generic/c@3'],
    ['pkg:generic/b@1', 'pkg:generic/c@3'],
  ])
  expect(statement?.statusNotes).toBeUndefined()
  expect(remarks.map((one) => one.place.pointer)).toEqual(['/@id'])
})

test('a statement inherits author and timestamp from its document', () => {
  const { document } = readOpenVex('old.json', OLD)
  const [statement] = document.statements
  expect(statement && resolveStatement(document, statement)).toEqual({
    author: 'A Person',
    timestamp: '2023-01-01T00:00:00Z',
    lastUpdated: '2023-01-01T00:00:00Z',
  })
})

test('a rule that is broken is remarked on by the reader', () => {
  const text = JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [
      { vulnerability: { name: 'CVE-1' }, products: [{ '@id': 'nginx' }], status: 'not_affected' },
      { vulnerability: { name: 'CVE-2' }, products: [], status: 'affected', statement: 'x' },
      {
        vulnerability: { name: 'CVE-3' },
        products: [{ '@id': 'a:b' }],
        status: 'fixed',
        justification: 'because',
        timestamp: 'yesterday',
      },
    ],
  })
  const { remarks } = readOpenVex('a.json', text)
  expect(remarks.map((one) => `${one.code} ${one.place.pointer}`)).toEqual([
    'UNEXPECTED /statements/1/statement',
    'INVALID_VALUE /statements/2/justification',
    'MISSING ',
    'MISSING ',
    'MISSING ',
    'MISSING ',
    'MISSING /statements/0',
    'INVALID_VALUE /statements/0/products/0/@id',
    'MISSING /statements/1',
    'MISSING /statements/1',
    'INVALID_VALUE /statements/2/timestamp',
  ])
})

test('what cannot be understood is refused with every place', () => {
  const text = `{ "@context": "https://openvex.dev/ns/v0.2.0", "statements": [
    { "vulnerability": { "name": 7 }, "products": "all", "status": "fixed" },
    { "vulnerability": { "name": "CVE-1" }, "status": "maybe" },
    { "status": "fixed" },
    null
  ] }`
  expect(faultsOf(() => readOpenVex('a.json', text))).toEqual([
    '2 /statements/0/vulnerability/name INVALID_VALUE',
    '2 /statements/0/vulnerability MISSING',
    '2 /statements/0/products INVALID_VALUE',
    '3 /statements/1/status INVALID_VALUE',
    '4 /statements/2 MISSING',
    '5 /statements/3 INVALID_VALUE',
  ])
})

test('other versions and other formats are told apart', () => {
  expect(faultsOf(() => readOpenVex('a', '{"@context":"https://openvex.dev/ns/v9.0.0"}'))).toEqual([
    '1 /@context UNSUPPORTED_VERSION',
  ])
  expect(faultsOf(() => readOpenVex('a', '{"@context":"https://example.org"}'))).toEqual([
    '1 /@context UNKNOWN_FORMAT',
  ])
  expect(faultsOf(() => readOpenVex('a', '[]'))).toEqual(['1  INVALID_VALUE'])
  expect(isOpenVex({ '@context': 'https://openvex.dev/ns/v0.2.0' })).toBe(true)
  expect(isOpenVex({ '@context': ['https://openvex.dev/ns'] })).toBe(false)
})

test('the writer refuses what the specification does not allow', () => {
  const broken: OpenVexDocument = {
    specVersion: '0.2.0',
    author: 'x',
    statements: [
      {
        vulnerability: { name: 'CVE-1', aliases: [] },
        products: [
          { identifiers: [], hashes: [{ algorithm: 'crc32', value: '0' }], subcomponents: [] },
        ],
        status: 'affected',
      },
    ],
  }
  expect(faultsOf(() => writeOpenVex(broken))).toEqual([
    '-  MISSING',
    '-  MISSING',
    '-  MISSING',
    '- /statements/0 MISSING',
    '- /statements/0/products/0 MISSING',
    '- /statements/0/products/0/hashes UNEXPECTED',
  ])
})

test('a name that JSON objects inherit is no member', () => {
  const text =
    '{"@context":"https://openvex.dev/ns/v0.2.0","__proto__":{"author":"x"},"statements":[]}'
  expect(readOpenVex('a', text).document.author).toBeUndefined()
})

test('a document without statements can be written, and is remarked on when read', () => {
  const text = writeOpenVex({
    id: 'https://example.org/vex/1',
    author: 'Ann',
    timestamp: '2026-01-02T03:04:05Z',
    version: 1,
    statements: [],
  })
  const { document, remarks } = readOpenVex('test', text)
  expect(document.statements).toEqual([])
  expect(remarks.map(({ message }) => message)).toEqual(['expected at least one statement'])
})
