// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  CPE_ATTRIBUTES,
  cpeText,
  cpeValue,
  formatCpe,
  formatCpeUri,
  matchCpe,
  parseCpe,
  readCpe,
  type Cpe,
} from './index.ts'

const plain = fc.string({
  unit: fc.constantFrom(...'abz019._-+!*?\\:~/%'.split('')),
  minLength: 1,
  maxLength: 8,
})
const value = fc.oneof(
  fc.constantFrom('*', '-'),
  plain.map(cpeValue),
  plain.map((text) => `*${cpeValue(`a${text}`)}`),
  plain.map((text) => `??${cpeValue(`a${text}b`)}*`),
)
const name = fc
  .tuple(...CPE_ATTRIBUTES.map(() => value))
  .map(
    (values) =>
      Object.fromEntries(
        CPE_ATTRIBUTES.map((attribute, index) => [attribute, values[index]]),
      ) as unknown as Cpe,
  )
  .map((cpe): Cpe => ({ ...cpe, part: 'a', language: '*' }))
const soup = fc.string({ unit: fc.constantFrom(...'cpe:2.3/*-?\\~%0a '.split('')), maxLength: 60 })

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        soup,
        soup.map((rest) => `cpe:2.3:${rest}`),
        soup.map((rest) => `cpe:/${rest}`),
      ),
      (text) => {
        readCpe(text)
        const reading = readCpe(text, 'lenient')
        if (reading.kind === 'cpe')
          expect(readCpe(formatCpe(reading.cpe), 'lenient')).toMatchObject({ cpe: reading.cpe })
      },
    ),
    { numRuns: 5000 },
  )
})

it('reads what it wrote, in both bindings', () => {
  fc.assert(
    fc.property(name, (cpe) => {
      expect(parseCpe(formatCpe(cpe))).toEqual(cpe)
      expect(parseCpe(formatCpeUri(cpe))).toEqual(cpe)
    }),
    { numRuns: 2000 },
  )
})

it('takes off the quoting that it put on', () => {
  fc.assert(
    fc.property(plain, (text) => {
      expect(cpeText(cpeValue(text))).toBe(text)
    }),
  )
})

it('turns a relation around with its names', () => {
  const turned = {
    superset: 'subset',
    subset: 'superset',
    equal: 'equal',
    disjoint: 'disjoint',
    intersecting: 'intersecting',
  }
  fc.assert(
    fc.property(name, name, (left, right) => {
      const relation = matchCpe(left, right)
      const back = matchCpe(right, left)
      if (
        relation === 'undefined' ||
        back === 'undefined' ||
        relation === 'disjoint' ||
        back === 'disjoint'
      )
        return
      expect(back).toBe(turned[relation])
    }),
    { numRuns: 2000 },
  )
})
