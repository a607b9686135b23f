// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Problem } from '../problem/index.ts'
import { readCursor, writeCursor, type KeyKind } from './index.ts'

const KEYS = {
  id: fc.maxSafeNat(),
  integer: fc.integer({ min: 1 - 2 ** 31 }),
  smallint: fc.integer({ min: -32_767, max: 32_767 }),
  text: fc.string({ unit: 'grapheme', maxLength: 100 }).filter((text) => !text.includes('\0')),
  instant: fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString()),
} as const satisfies Record<KeyKind, fc.Arbitrary<string | number>>
const kind = fc.constantFrom('id', 'integer', 'smallint', 'text', 'instant')
const cursors = fc.array(kind, { maxLength: 4 }).chain((kinds) =>
  fc.record({
    kinds: fc.constant(kinds),
    keys: fc.tuple(...kinds.map((each): fc.Arbitrary<string | number> => KEYS[each])),
    sort: fc.string({ maxLength: 20 }),
  }),
)

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(cursors, ({ sort, keys, kinds }) => {
      expect(readCursor(writeCursor({ sort, keys }), sort, kinds)).toEqual(keys)
    }),
  )
})

it.each([
  ['id', 1.5],
  ['id', 1e300],
  ['id', '1'],
  ['integer', 2 ** 31],
  ['integer', 0.5],
  ['smallint', 40_000],
  ['text', 'a\0b'],
  ['text', 1],
  ['instant', 'yesterday'],
  ['instant', '0000-01-01T00:00:00Z'],
  ['instant', '+275760-09-13T00:00:00.000Z'],
  ['instant', '2026-13-01T00:00:00Z'],
] as const)('refuses a forged key that is no %s: %j', (of, value) => {
  const forged = Buffer.from(JSON.stringify(['sort', value])).toString('base64url')
  expect(() => readCursor(forged, 'sort', [of])).toThrow('the cursor is not one of this list')
})

it('refuses everything else with a problem', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
      ),
      (text) => {
        try {
          readCursor(text, 'severity', ['integer', 'id'])
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      },
    ),
  )
})
