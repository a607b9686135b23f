// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { formatVers, parseVers, simplifyVers, versContains, type Vers } from './index.ts'

const version = fc
  .array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 })
  .map((numbers) => numbers.join('.'))
const comparator = fc.constantFrom(
  '=' as const,
  '!=' as const,
  '<' as const,
  '<=' as const,
  '>' as const,
  '>=' as const,
)
const range: fc.Arbitrary<Vers> = fc.record({
  kind: fc.constant('constraints' as const),
  scheme: fc.constantFrom('pypi', 'npm', 'maven', 'deb'),
  constraints: fc.array(fc.record({ comparator, version }), { minLength: 1, maxLength: 6 }),
})

test('what is written is read again, whatever the versions are made of', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 })
  fc.assert(
    fc.property(
      fc.array(fc.record({ comparator, version: text }), { minLength: 1 }),
      (constraints) => {
        const vers: Vers = { kind: 'constraints', scheme: 'mine', constraints }
        expect(parseVers(formatVers(vers), 'loose')).toEqual(vers)
      },
    ),
  )
})

test('the shortest range holds the same versions and is canonical', () => {
  fc.assert(
    fc.property(range, fc.array(version, { minLength: 10, maxLength: 10 }), (vers, versions) => {
      const simple = simplifyVers(vers)
      expect(simple).toBeDefined()
      if (!simple) return
      expect(parseVers(formatVers(simple))).toEqual(simple)
      for (const one of versions) expect(versContains(simple, one)).toBe(versContains(vers, one))
    }),
    { numRuns: 2000 },
  )
})

test('reading throws nothing but FormatError', () => {
  const text = fc
    .array(
      fc.constantFrom(
        'vers:',
        'npm',
        '/',
        '|',
        '>=',
        '<',
        '=',
        '!',
        '*',
        '%',
        '%41',
        '%ff',
        '1.0',
        ' ',
        'é',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      fc.oneof(text, fc.string()),
      fc.constantFrom('strict' as const, 'loose' as const),
      (one, mode) => {
        try {
          parseVers(one, mode)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      },
    ),
    { numRuns: 3000 },
  )
})
