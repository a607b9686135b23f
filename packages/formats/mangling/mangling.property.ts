// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demangle } from './index.ts'

const PIECES = [
  ...'NEISKRPOFTXCMBYDLJGHUAVcdp_019az'.split(''),
  'S_',
  'S0_',
  'St',
  'Sa',
  '3net',
  '4read',
  'B2_',
  'Cs1_4demo',
  'Nv',
  'Ul',
  'cv',
  'dT',
  'sZ',
  'Dp',
  'LiE',
  '$LT$',
  '17h0123456789abcdefE',
  'u3____7',
  '.llvm.',
]

describe('any symbol', () => {
  const symbol = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom('_Z', '_ZN', '_R', '_RNv', '_RIC', '_ZZ'),
        fc.array(fc.constantFrom(...PIECES)),
      )
      .map(([start, parts]) => start + parts.join('')),
  )

  it('is understood or not, and never fails', () => {
    fc.assert(
      fc.property(symbol, (text) => {
        const path = demangle(text)?.path
        // nothing that is referred back to makes names grow beyond what a symbol can hold
        expect(path === undefined || (path !== '' && path.length < 100_000)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['_ZN', '_ZNS', '_ZNP', '_ZIT', '_RI', '_RNvB', '_RYB_', '_ZS_I', '_ZN1aIS_'])(
    'of many %s is not followed for ever',
    (text) => {
      const repeated = text + text.slice(2).repeat(10_000)
      expect(demangle(repeated)).toBeUndefined()
    },
  )
})
