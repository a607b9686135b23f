// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareInstants, instantKey, isInstant } from './instant.ts'

const instant = fc
  .tuple(
    fc.date({ min: new Date('0001-01-02'), max: new Date('9998-12-30'), noInvalidDate: true }),
    fc.constantFrom('', '0', '5', '50', '000001'),
    fc.constantFrom('Z', '+00:00', '-05:30', '+14:00'),
  )
  .map(([date, digits, zone]) => `${date.toISOString().slice(0, -1)}${digits}${zone}`)
const anything = fc.oneof(instant, fc.string())

test('every date with an offset is an instant', () => {
  fc.assert(fc.property(instant, isInstant))
})

test('the order is total', () => {
  fc.assert(
    fc.property(anything, anything, anything, (a, b, c) => {
      expect(compareInstants(a, b) + compareInstants(b, a)).toBe(0)
      if (compareInstants(a, b) <= 0 && compareInstants(b, c) <= 0) {
        expect(compareInstants(a, c)).toBeLessThanOrEqual(0)
      }
    }),
  )
})

test('equal instants have one key', () => {
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      expect(instantKey(a) === instantKey(b)).toBe(compareInstants(a, b) === 0)
    }),
  )
})
