// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readElf } from '../elf/read.ts'
import { symbolsOf } from '../elf/symbols.ts'
import { FormatError } from '../fault/index.ts'
import { fixtureBytes } from './fixtures/fixture.ts'
import { linesOf, readCode } from './index.ts'

const NAMES = [
  'x86_64-dwarf5',
  'x86_64-dwarf4',
  'x86_64-clang-lld',
  'x86_64-lto',
  'powerpc-dwarf5',
  'arm-at-zero',
  'riscv64-object',
  'dwz',
  'zlib',
] as const
const WHOLE = new Map(NAMES.map((name) => [name, fixtureBytes(name)]))

/** Overwrites some bytes of a binary, with values that counts, offsets and marks take. */
const damaged = fc
  .record({
    name: fc.constantFrom(...NAMES),
    changes: fc.array(
      fc.record({
        place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        bytes: fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 8 }),
          fc.constantFrom([0xff, 0xff, 0xff, 0xff], [0], [0x80, 0x80, 0x80, 0x80], [1, 0, 0, 0]),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    length: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ name, changes, length }) => {
    const bytes = Uint8Array.from(WHOLE.get(name) ?? [])
    for (const change of changes) {
      const at = Math.floor(change.place * bytes.length)
      bytes.set(Array.from(change.bytes).slice(0, bytes.length - at), at)
    }
    return bytes.subarray(0, Math.ceil(bytes.length * length))
  })

function read(bytes: Uint8Array): void {
  try {
    const elf = readElf('damaged', bytes)
    symbolsOf(elf)
    const code = readCode(elf)
    for (const unit of code.units) expect(Array.isArray(unit.files)).toBe(true)
    const lines = linesOf(elf)
    for (const file of lines.files) lines.coveredLines(file)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
}

describe('a damaged binary', () => {
  it('is read or refused with a FormatError, and soon', () => {
    fc.assert(
      fc.property(damaged, (bytes) => {
        const start = performance.now()
        read(bytes)
        expect(performance.now() - start).toBeLessThan(5000)
      }),
      { numRuns: 2000 },
    )
  })

  it('is refused where it is cut off', () => {
    for (const [name, bytes] of WHOLE) {
      for (let length = 0; length < bytes.length; length += 97) {
        expect(() => readCode(readElf(name, bytes.subarray(0, length)))).toThrow(FormatError)
      }
    }
  })
})
