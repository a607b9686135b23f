// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { sourceOfText } from '../source/index.ts'
import { modelOf, readSpdx3, writeSpdx3, type ClassModel } from './index.ts'
import type { PropertyModel } from './model.ts'

const MODEL = modelOf('3.0.1')
const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'
const INFO = 'https://e.example/info'

it('reads back what it wrote, for every class of the model', async () => {
  await fc.assert(
    fc.asyncProperty(documents(), async (document) => {
      const first = await readSpdx3(sourceOfText('first', JSON.stringify(document)))
      const text = writeSpdx3(first, { version: '3.0.1' })
      const again = await readSpdx3(sourceOfText('again', text))
      expect(again.graph).toEqual(first.graph)
      expect(writeSpdx3(again, { version: '3.0.1' })).toBe(text)
    }),
    { numRuns: 200 },
  )
})

it('throws nothing but its own error, whatever one part of a document is replaced by', async () => {
  await fc.assert(
    fc.asyncProperty(
      documents(),
      fc.nat(),
      fc.jsonValue({ maxDepth: 3 }),
      async (document, at, value) => {
        const spots: (() => void)[] = []
        collectSpots(document, value, spots)
        spots[at % spots.length]?.()
        await onlyFormatErrors(JSON.stringify(document))
      },
    ),
    { numRuns: 500 },
  )
})

it('throws nothing but its own error, however the text is cut or disturbed', async () => {
  await fc.assert(
    fc.asyncProperty(
      documents(),
      fc.nat(),
      fc.nat(20),
      fc.string({ maxLength: 5 }),
      async (document, at, gone, put) => {
        const text = JSON.stringify(document)
        const from = at % text.length
        await onlyFormatErrors(text.slice(0, from) + put + text.slice(from + gone))
      },
    ),
    { numRuns: 500 },
  )
})

async function onlyFormatErrors(text: string): Promise<void> {
  try {
    await readSpdx3(sourceOfText('mutant', text))
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError)
    if (error instanceof FormatError) expect(error.faults.length).toBeGreaterThan(0)
  }
}

function collectSpots(node: unknown, value: unknown, spots: (() => void)[]): void {
  if (typeof node !== 'object' || node === null) return
  for (const key of Object.keys(node)) {
    spots.push(() => Object.defineProperty(node, key, { value, enumerable: true }))
    collectSpots((node as Record<string, unknown>)[key], value, spots)
  }
}

function documents(): fc.Arbitrary<object> {
  const elements = [...MODEL.classes.values()].filter(
    (each) =>
      each.element && !each.abstract && each.name !== 'SpdxDocument' && !RULED.test(each.name),
  )
  return fc.array(fc.constantFrom(...elements), { maxLength: 6 }).chain((classes) =>
    fc
      .tuple(...classes.map((each, index) => node(each, `https://e.example/${index}`, 0)))
      .map((nodes) => ({
        '@context': CONTEXT,
        '@graph': [
          {
            type: 'CreationInfo',
            '@id': INFO,
            specVersion: '3.0.1',
            created: '2025-01-01T00:00:00Z',
            createdBy: ['https://e.example/elsewhere'],
          },
          ...nodes,
        ],
      })),
  )
}

/** Classes with constraints beyond cardinality and range. */
const RULED = /VulnAssessmentRelationship$|^(?:Bundle|Bom|software_Sbom)$/

function node(of: ClassModel, id: string | undefined, depth: number): fc.Arbitrary<object> {
  const members: Record<string, fc.Arbitrary<unknown>> = {}
  const required: string[] = ['type']
  members['type'] = fc.constant(of.name)
  if (id !== undefined) {
    members['spdxId'] = fc.constant(id)
    required.push('spdxId')
  }
  for (const property of of.properties.values()) {
    if (property.min > 0) required.push(property.name)
    else if (depth > 1) continue
    members[property.name] = property.list
      ? fc.array(value(property, depth), { minLength: Math.max(1, property.min), maxLength: 3 })
      : value(property, depth)
  }
  return fc.record(members, { requiredKeys: required })
}

function value(property: PropertyModel, depth: number): fc.Arbitrary<unknown> {
  switch (property.kind) {
    case 'enum':
      return fc.constantFrom(...(property.entries ?? []))
    case 'dateTime':
      return fc.constant('2024-02-29T23:59:59Z')
    case 'semver':
      return fc.constant('3.0.1')
    case 'mediaType':
      return fc.constant('text/plain')
    case 'boolean':
      return fc.boolean()
    case 'decimal':
      return fc.integer().map((each) => each / 8)
    case 'integer':
    case 'nonNegativeInteger':
    case 'positiveInteger':
      return fc.constant(7)
    case 'object':
      return object(property, depth)
    case 'string':
    case 'anyURI':
      return fc.string({ unit: 'grapheme' })
    default:
      return fc.constant(null)
  }
}

function object(property: PropertyModel, depth: number): fc.Arbitrary<unknown> {
  if (property.name === 'creationInfo') return fc.constant(INFO)
  const range = MODEL.classes.get(property.range)
  if (range === undefined || range.element) return fc.constant('https://e.example/elsewhere')
  const below = [...MODEL.classes.values()].filter(
    (each) => !each.abstract && each.lineage.has(range.name),
  )
  return fc.constantFrom(...below).chain((each) => node(each, undefined, depth + 1))
}
