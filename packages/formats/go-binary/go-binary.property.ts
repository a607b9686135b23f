// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesInTable, parseGoBuildInfo } from './index.ts'

const MAGICS = [0xfffffffb, 0xfffffffa, 0xfffffff0, 0xfffffff1]

describe('a damaged program of Go', () => {
  it('says nothing, or only what stands in its table of names', () => {
    const magic = fc.constantFrom(...MAGICS)
    const width = fc.constantFrom(4, 8)
    fc.assert(
      fc.property(magic, width, fc.uint8Array({ maxLength: 200 }), (first, size, rest) => {
        const bytes = Buffer.concat([Buffer.alloc(8), rest])
        bytes.writeUInt32LE(first)
        bytes[7] = size
        for (const name of namesInTable(bytes, true)?.names ?? []) {
          expect(name).not.toContain('\0')
        }
      }),
    )
  })

  it('has build information or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0, 1, 2), (rest, flags) => {
        const blob = Buffer.concat([Buffer.alloc(32), rest])
        blob[14] = 8
        blob[15] = flags
        const read = parseGoBuildInfo(blob, (address, length) =>
          rest.subarray(address % 200, (address % 200) + length),
        )
        expect(read === undefined || typeof read.goVersion === 'string').toBe(true)
      }),
    )
  })
})
