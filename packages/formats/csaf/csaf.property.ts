// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { compareVersions } from './version.ts'
import { isVersion } from './texts.ts'
import { CSAF_FLAG_LABELS, makeCsafVex, readCsaf, writeCsaf, type CsafVexInput } from './index.ts'

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
const PRODUCTS = ['a', 'b', 'c'] as const

/** One status for each product of a vulnerability, so that nothing contradicts itself. */
const statements = fc
  .array(
    fc.record({
      id: fc.integer({ min: 1000, max: 1005 }).map((number) => `CVE-2024-${number}`),
      product: fc.constantFrom(...PRODUCTS),
      status: fc.constantFrom('not_affected', 'affected', 'fixed', 'under_investigation'),
      justification: fc.constantFrom(...CSAF_FLAG_LABELS),
      words: text,
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) => {
    const byKey = new Map(list.map((one) => [`${one.id} ${one.product}`, one]))
    return [...byKey.values()].map(({ id, product, status, justification, words }) => ({
      vulnerability: { id },
      products: [product],
      status,
      justification,
      impact: words,
      action: { details: words },
    }))
  })

const input: fc.Arbitrary<CsafVexInput> = fc.record({
  header: fc.constant({
    title: 'x',
    publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.org' },
    tracking: {
      id: 'EX-1',
      status: 'final' as const,
      version: '1',
      initial_release_date: '2024-05-01T12:00:00Z',
      current_release_date: '2024-05-01T12:00:00Z',
      revision_history: [{ date: '2024-05-01T12:00:00Z', number: '1', summary: 'First.' }],
    },
  }),
  products: fc.tuple(text, text, text, fc.boolean()).map(([a, b, c, nested]) => [
    { id: 'a', name: a, version: '1' },
    { id: 'b', name: b, vendor: 'Example', version: '2' },
    { id: 'c', name: c, ...(nested && { partOf: 'a' }) },
  ]),
  statements,
})

test('what is made of statements is valid and reads back the same', () => {
  fc.assert(
    fc.property(input, (said) => {
      const document = makeCsafVex(said)
      expect(readCsaf('a', writeCsaf(document))).toEqual({ document, remarks: [] })
    }),
  )
})

test('any change of a member is read or refused with our own error', () => {
  const base = JSON.stringify(
    makeCsafVex({
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
      products: [{ id: 'a', name: 'a' }],
      statements: [
        {
          vulnerability: { id: 'CVE-2024-1000' },
          products: ['a'],
          status: 'not_affected',
          impact: 'x',
        },
      ],
    }),
  )
  fc.assert(
    fc.property(
      fc.nat(base.length),
      fc.nat(12),
      fc.oneof(fc.json(), fc.string()),
      (at, cut, put) => {
        try {
          readCsaf('a', base.slice(0, at) + put + base.slice(at + cut))
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      },
    ),
  )
})

test('the order of document versions is total', () => {
  const number = fc.nat(3).map(String)
  const preRelease = fc.constantFrom('', '-0', '-1', '-a', '-a.1', '-a.b', '-1.a')
  const version = fc.oneof(
    number,
    fc.tuple(number, number, number, preRelease).map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`),
  )
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(isVersion(a)).toBe(true)
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0)
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
      }
    }),
  )
})
