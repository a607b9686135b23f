// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import {
  OPENVEX_JUSTIFICATIONS,
  readOpenVex,
  writeOpenVex,
  type OpenVexComponent,
  type OpenVexDocument,
  type OpenVexStatement,
} from './index.ts'

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
const iri = fc.webUrl()
const instant = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const component: fc.Arbitrary<OpenVexComponent> = fc.record({
  id: iri,
  identifiers: fc.constantFrom([], [{ type: 'purl', value: 'pkg:generic/a@1' }]),
  hashes: fc.constantFrom([], [{ algorithm: 'sha-256', value: 'ab'.repeat(32) }]),
})
const unique = { selector: (one: unknown) => JSON.stringify(one) }

const statement: fc.Arbitrary<OpenVexStatement> = fc
  .record(
    {
      vulnerability: fc.record({
        name: text,
        aliases: fc.uniqueArray(text, { maxLength: 3 }),
      }),
      timestamp: instant,
      supplier: text,
      statusNotes: text,
      products: fc.uniqueArray(
        component.chain((one) => {
          return fc
            .uniqueArray(component, { ...unique, maxLength: 2 })
            .map((subcomponents) => ({ ...one, subcomponents }))
        }),
        { ...unique, minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['vulnerability', 'products'] },
  )
  .chain((base) => {
    return fc
      .oneof(
        fc.record({
          status: fc.constant('not_affected' as const),
          justification: fc.constantFrom(...OPENVEX_JUSTIFICATIONS),
        }),
        fc.record({ status: fc.constant('affected' as const), actionStatement: text }),
        fc.record({ status: fc.constantFrom('fixed' as const, 'under_investigation' as const) }),
      )
      .map((rest): OpenVexStatement => ({ ...base, ...rest }))
  })

const document: fc.Arbitrary<OpenVexDocument> = fc.record(
  {
    specVersion: fc.constant('0.2.0' as const),
    id: iri,
    author: text,
    role: text,
    timestamp: instant,
    version: fc.integer({ min: 1 }),
    tooling: text,
    statements: fc.uniqueArray(statement, { ...unique, minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['specVersion', 'id', 'author', 'timestamp', 'version', 'statements'] },
)

test('what is written reads back the same, and without a remark', () => {
  fc.assert(
    fc.property(document, (written) => {
      expect(readOpenVex('a', writeOpenVex(written))).toEqual({ document: written, remarks: [] })
    }),
  )
})

test('any text is read or refused with our own error', () => {
  const start = '{"@context":"https://openvex.dev/ns/v0.2.0","statements":'
  const hostile = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((value) => `${start}[${value}]}`),
    fc
      .json()
      .map(
        (value) =>
          `${start}[{"vulnerability":{"name":"x"},"status":"fixed","products":[${value}]}]}`,
      ),
  )
  fc.assert(
    fc.property(hostile, (input) => {
      try {
        readOpenVex('a', input)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }),
  )
})
