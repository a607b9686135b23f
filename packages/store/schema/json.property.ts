// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '../audit/canonical.ts'
import { jsonText, keyText, plainText } from './json.ts'

const hostile = fc.string({
  unit: fc.constantFrom('\0', '\\', '"', 'u0000', '\\u0000', 'é', '\u{1F600}', '\uD800', '\n', 'a'),
})
/** Two names must not become one: U+0000 and a lone surrogate are both U+FFFD in the end. */
const names = fc.string({ unit: fc.constantFrom('\0', '\\', '"', 'é', '\u{1F600}', 'a') })
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    hostile,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value

it('writes JSON that reads as the value did, but for U+0000 and lone surrogates', () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = jsonText(value)
      expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/)
      const wanted = JSON.parse(JSON.stringify(value), (_, item: unknown) =>
        typeof item === 'string'
          ? plainText(item).replaceAll(/\p{Surrogate}/gu, '\uFFFD')
          : renamed(item),
      ) as unknown
      expect(JSON.parse(text)).toEqual(wanted)
    }),
  )
})

it('writes one text for one value, whatever order its members were put in', () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
    }),
  )
})

it('cuts what no index takes, and leaves the rest as it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      const key = keyText(text)
      expect(key.length).toBeLessThanOrEqual(200)
      if (text.length <= 200) expect(key).toBe(plainText(text))
      expect(key).not.toContain('\0')
    }),
  )
})

function renamed(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [plainText(name), value]))
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member)] as const)
  return Object.fromEntries(members.toReversed())
}
