// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import {
  isCsaf,
  listProducts,
  makeCsafVex,
  MANDATORY_TESTS,
  readCsaf,
  writeCsaf,
  type CsafVexInput,
} from './index.ts'

const INPUT: CsafVexInput = {
  header: {
    title: 'What is in camera 2.1',
    publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.org' },
    tracking: {
      id: 'EX-2024-1',
      status: 'final',
      version: '1',
      initial_release_date: '2024-05-01T12:00:00Z',
      current_release_date: '2024-05-01T12:00:00Z',
      revision_history: [{ date: '2024-05-01T12:00:00Z', number: '1', summary: 'First.' }],
    },
  },
  products: [
    { id: 'camera', name: 'Camera', vendor: 'Example', version: '2.1' },
    {
      id: 'camera-zlib',
      name: 'zlib',
      version: '1.3',
      partOf: 'camera',
      identification: { purl: 'pkg:generic/zlib@1.3' },
    },
  ],
  statements: [
    {
      vulnerability: { id: 'GHSA-aaaa-bbbb-cccc' },
      products: ['camera'],
      status: 'under_investigation',
    },
    {
      vulnerability: { id: 'CVE-2024-0002' },
      products: ['camera-zlib'],
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
      impact: 'The file is not compiled.',
    },
    {
      vulnerability: { id: 'CVE-2024-0002' },
      products: ['camera'],
      status: 'affected',
      action: { details: 'Update to 2.2.', category: 'vendor_fix' },
    },
  ],
}

function faultsOf(document: unknown): readonly string[] {
  try {
    readCsaf('a.json', JSON.stringify(document, undefined, 2))
    return []
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return error.faults.map((one) => `${one.place.pointer}: ${one.message}`)
  }
}

/** The document with one value set or, where undefined, taken out. */
function changed(path: string, value: unknown): object {
  const copy = structuredClone(makeCsafVex(INPUT)) as unknown as Record<string, unknown>
  const steps = path.split('/')
  const last = steps.pop() ?? ''
  let at: Record<string, unknown> = copy
  for (const step of steps) at = at[step] as Record<string, unknown>
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy
}

test('a VEX document of ours is valid and reads back the same', () => {
  const document = makeCsafVex(INPUT)
  const text = writeCsaf(document)
  expect(readCsaf('a.json', text)).toEqual({ document, remarks: [] })
  expect(writeCsaf(readCsaf('a.json', text).document)).toBe(text)
})

test('the order of products and statements does not change what is written', () => {
  const turned = {
    ...INPUT,
    products: INPUT.products.toReversed(),
    statements: INPUT.statements.toReversed(),
  }
  expect(writeCsaf(makeCsafVex(turned))).toBe(writeCsaf(makeCsafVex(INPUT)))
})

test('a part of a product is a relationship between the part and the product', () => {
  const [relation] = listProducts(makeCsafVex(INPUT)).filter((one) => one.kind === 'relation')
  expect(relation).toMatchObject({
    product: { product_id: 'camera-zlib', name: 'zlib 1.3 in Example Camera 2.1' },
    first: 'camera-zlib:component',
    steps: [{ category: 'default_component_of', to: 'camera' }],
  })
})

test('nothing is written that a validator would refuse', () => {
  const unjustified = makeCsafVex({
    ...INPUT,
    statements: [
      { vulnerability: { id: 'CVE-2024-0003' }, products: ['camera'], status: 'not_affected' },
    ],
  })
  expect(() => writeCsaf(unjustified)).toThrow('6.1.27.9')
})

test('every fault of the schema has its line', () => {
  const text = `{
  "document": {
    "category": "csaf_vex",
    "csaf_version": "2.0",
    "title": "",
    "publisher": { "category": "company", "name": "x", "namespace": "no address" }
  }
}`
  let faults: readonly string[] = []
  try {
    readCsaf('a.json', text)
  } catch (error) {
    if (error instanceof FormatError) {
      faults = error.faults.map(({ place }) => `${place.line} ${place.pointer}`)
    }
  }
  expect(faults).toEqual([
    '2 /document',
    '5 /document/title',
    '6 /document/publisher/category',
    '6 /document/publisher/namespace',
  ])
})

test.each<[string, string, unknown]>([
  ['6.1.1', 'vulnerabilities/0/product_status/known_affected', ['nobody']],
  ['6.1.2', 'product_tree/full_product_names/0/product_id', 'camera-zlib'],
  ['6.1.3', 'product_tree/relationships/0/product_reference', 'camera-zlib'],
  ['6.1.4', 'vulnerabilities/0/remediations/0/group_ids', ['nobody']],
  ['6.1.6', 'vulnerabilities/0/product_status/fixed', ['camera']],
  ['6.1.11', 'vulnerabilities/0/cwe', { id: 'CWE-79', name: 'Improper Input Validation' }],
  ['6.1.12', 'document/lang', 'EZ'],
  [
    '6.1.13',
    'product_tree/full_product_names/1/product_identification_helper/purl',
    'pkg:maven/@1.3.4',
  ],
  ['6.1.15', 'document/publisher/category', 'translator'],
  ['6.1.16', 'document/tracking/version', '2'],
  ['6.1.17', 'document/tracking/version', '0'],
  ['6.1.23', 'vulnerabilities/1/cve', 'CVE-2024-0002'],
  ['6.1.26', 'document/category', 'CSAF VEX'],
  ['6.1.27.4', 'product_tree', undefined],
  ['6.1.27.5', 'vulnerabilities/0/notes', undefined],
  ['6.1.27.7', 'vulnerabilities/0/product_status', { recommended: ['camera'] }],
  ['6.1.27.8', 'vulnerabilities/0/cve', undefined],
  ['6.1.27.10', 'vulnerabilities/0/remediations', undefined],
  ['6.1.27.11', 'vulnerabilities', undefined],
  ['6.1.29', 'vulnerabilities/0/remediations/0/product_ids', undefined],
  ['6.1.32', 'vulnerabilities/0/flags/0/product_ids', undefined],
])('test %s fails when %s is changed', (id, path, value) => {
  expect(faultsOf(changed(path, value)).join('\n')).toContain(`: ${id} `)
})

function withScore(member: string, cvss: object): object {
  return changed('vulnerabilities/0/scores', [{ products: ['camera'], [member]: cvss }])
}

test('CVSS objects are checked against their vector', () => {
  const right = {
    version: '3.1',
    vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    baseScore: 9.8,
    baseSeverity: 'CRITICAL',
    attackVector: 'NETWORK',
  }
  expect(faultsOf(withScore('cvss_v3', right))).toEqual([])
  expect(faultsOf(withScore('cvss_v3', { ...right, baseScore: 9 }))[0]).toContain('6.1.9')
  expect(faultsOf(withScore('cvss_v3', { ...right, baseSeverity: 'LOW' }))[0]).toContain('6.1.9')
  expect(faultsOf(withScore('cvss_v3', { ...right, attackVector: 'LOCAL' }))[0]).toContain('6.1.10')
  expect(faultsOf(withScore('cvss_v3', { ...right, vectorString: 'CVSS:3.1/AV:N' }))[0]).toContain(
    '6.1.8',
  )
  expect(faultsOf(withScore('cvss_v3', { ...right, version: '4.0' }))[0]).toContain('6.1.8')
})

test('revisions are ordered by date and then by number', () => {
  const revision = (date: string, number: string): object => ({ date, number, summary: 'x' })
  const history = (...list: readonly object[]): object => {
    return changed('document/tracking/revision_history', list)
  }
  const day = '2024-05-01T12:00:00Z'
  expect(faultsOf(history(revision('2024-04-30T12:00:00Z', '2'), revision(day, '1')))[0]).toContain(
    '6.1.14',
  )
  expect(faultsOf(history(revision(day, '0.9.0'), revision(day, '1.0.0'))).join()).toContain(
    '6.1.30',
  )
  expect(faultsOf(history(revision(day, '3'), revision(day, '1'))).join()).toContain('6.1.21')
  expect(faultsOf(history(revision(day, '1'), revision(day, '1'))).join()).toContain('6.1.22')
})

test('a failed mandatory test is a remark where the caller asks for it', () => {
  const text = JSON.stringify(changed('document/lang', 'EZ'))
  const { document, remarks } = readCsaf('a.json', text, { mandatoryTests: 'remark' })
  expect(document.document.lang).toBe('EZ')
  expect(remarks.map((one) => one.place.pointer)).toEqual(['/document/lang'])
})

test('other documents and other versions are told apart', () => {
  expect(faultsOf({})[0]).toContain('expected a CSAF document')
  expect(faultsOf({ document: { csaf_version: '3.0' } })[0]).toContain('other than 2.0 and 2.1')
  expect(isCsaf({ document: { csaf_version: '3.0' } })).toBe(true)
  expect(isCsaf([])).toBe(false)
})

test('a long chain of relationships is followed without recursion', () => {
  const [whole] = INPUT.products
  const target = whole?.id ?? ''
  const relationships = Array.from({ length: 20_000 }, (_, index) => ({
    category: 'installed_on',
    full_product_name: { name: 'x', product_id: `p${index}` },
    product_reference: `p${index + 1}`,
    relates_to_product_reference: target,
  }))
  relationships.push({
    category: 'installed_on',
    full_product_name: { name: 'x', product_id: 'p20000' },
    product_reference: 'p0',
    relates_to_product_reference: target,
  })
  const document = makeCsafVex({ ...INPUT, products: INPUT.products.slice(0, 1), statements: [] })
  const chained = { ...document, product_tree: { ...document.product_tree, relationships } }
  expect(faultsOf({ ...chained, vulnerabilities: undefined }).join('\n')).toContain('6.1.3')
})

test('every mandatory test has a number of its own', () => {
  const ids = MANDATORY_TESTS.map((one) => one.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('where there is nothing to state the document is of the generic profile, and valid', () => {
  const document = makeCsafVex({ ...INPUT, products: [], statements: [] })
  expect(document.document.category).toBe('csaf_base')
  expect(readCsaf('test', writeCsaf(document)).document).toEqual(document)
})
