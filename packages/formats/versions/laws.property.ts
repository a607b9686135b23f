// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SCHEMES, type SchemeId } from './registry.ts'
import type { Order, VersionScheme } from './scheme.ts'

const IDS = Object.keys(SCHEMES) as SchemeId[]

/** What versions are made of, and what breaks careless readers of them. */
const PIECES = [
  ...'0 1 2 9 10 00 01 09 007 99 100 9007199254740993 1e3 . . . - - _ + ~ ^ : ! # .. -- .- /'.split(
    ' ',
  ),
  ...'a b z A rc RC alpha beta dev post pre p pl x v final ga sp snapshot r r1 -r1 _p1 _rc'.split(
    ' ',
  ),
  ...'go m cr git 2024-01-01T00:00:00Z T é ß 😀 \uFFFD \u0000 ٣ * %2F -0 -rc1'.split(' '),
  ' ',
]

const dotted = fc
  .array(fc.constantFrom('0', '1', '2', '10', '01', '99'), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.join('.'))
const adversarial = fc
  .array(fc.constantFrom(...PIECES), { minLength: 0, maxLength: 7 })
  .map((pieces) => pieces.join(''))
const tailed = fc.tuple(dotted, adversarial).map(([numbers, tail]) => numbers + tail)
const instant = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('2099-01-01') })
  .map((date) => date.toISOString())
const text = fc.oneof(
  dotted,
  tailed,
  tailed,
  adversarial,
  instant,
  fc.string({ unit: 'binary', maxLength: 8 }),
)

/** Where an ecosystem's own order runs in circles, the texts that take part; the laws hold for all others. */
const OUTSIDE: Partial<Record<SchemeId, (version: string) => boolean>> = {
  // A release counts only where both have one.
  alpm: (version) => !version.includes('-'),
  // A number and a text that begins with digits are compared as texts.
  conan: (version) => /(?:^|[.+-])\d+[^\d.+-]/.test(version) || version.includes('-0'),
  // A qualifier that no number stands before, or a dot, is before every list, even before one that is before the release.
  maven: (version) => /(?:^|\.)[^\d.-]/.test(version.trim()) || /^[.-]/.test(version.trim()),
  // A literal # equals every number.
  packagist: (version) => version.includes('#'),
}

describe.each(IDS)('%s', (id) => {
  const scheme: VersionScheme = SCHEMES[id]
  const outside = OUTSIDE[id] ?? (() => false)
  const version = text.filter((candidate) => !outside(candidate))

  test('reads any text without an error', () => {
    fc.assert(
      fc.property(text, (any) => void scheme.parse(any)),
      { numRuns: 2000 },
    )
  })

  test('says that a version equals itself', () => {
    fc.assert(
      fc.property(text, (any) => {
        const parsed = scheme.parse(any)
        if (parsed !== undefined) expect(scheme.compare(parsed, scheme.parse(any))).toBe(0)
      }),
    )
  })

  test('turns its answer around with the sides', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const order = compare(scheme, left, right)
        if (order !== undefined) expect(compare(scheme, right, left)).toBe(order === 0 ? 0 : -order)
      }),
      { numRuns: 1000 },
    )
  })

  test('is transitive', () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 12, maxLength: 12 }), (versions) => {
        expectTransitive(scheme, versions)
      }),
      { numRuns: 300 },
    )
  })
})

function compare(scheme: VersionScheme, left: string, right: string): Order | undefined {
  const one = scheme.parse(left)
  const two = scheme.parse(right)
  return one === undefined || two === undefined ? undefined : scheme.compare(one, two)
}

function expectTransitive(scheme: VersionScheme, versions: readonly string[]): void {
  const parsed = versions.flatMap((one) => {
    const value = scheme.parse(one)
    return value === undefined ? [] : [{ text: one, value }]
  })
  for (const a of parsed)
    for (const b of parsed)
      for (const c of parsed) {
        const ab = scheme.compare(a.value, b.value)
        const bc = scheme.compare(b.value, c.value)
        if (ab > 0 || bc > 0) continue
        const expected = ab === 0 && bc === 0 ? 0 : -1
        expect([a.text, b.text, c.text, scheme.compare(a.value, c.value)]).toEqual([
          a.text,
          b.text,
          c.text,
          expected,
        ])
      }
}
