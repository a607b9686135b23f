// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { fixture } from './fixtures/fixture.ts'
import { linesOf } from './index.ts'

const has = (name: string, file: string, line: number) =>
  linesOf(fixture(name))
    .coveredLines(file)
    .some(({ first, last }) => first <= line && line <= last)

describe('lines with code', () => {
  it.each([
    'x86_64-dwarf2',
    'x86_64-dwarf4',
    'x86_64-dwarf5',
    'x86_64-dwarf64',
    'x86_64-clang-lld',
    'powerpc-dwarf5',
    's390x-dwarf5',
    'zstd',
  ])('are those of functions that are there: %s', (name) => {
    expect(has(name, '/src/pump.c', 12), 'stir').toBe(true)
    expect(has(name, '/src/pump.h', 7), 'clamp').toBe(true)
    expect(has(name, '/src/pump.c', 10), 'pump_drain was dropped').toBe(false)
    expect(has(name, '/src/pump.h', 9), 'clamp_low was dropped').toBe(false)
  })

  it.each(['x86_64-object', 'mips-object', 'mips64el-object', 'riscv64-object', 'aarch64-object'])(
    'are found in an object: %s',
    (name) => {
      expect(has(name, '/src/pump.c', 10)).toBe(true)
      expect(has(name, '/src/pump.c', 3)).toBe(false)
    },
  )

  it('stand in ascending ranges that do not touch', () => {
    const lines = linesOf(fixture('x86_64-dwarf5'))
    expect(lines.files).toContain('/src/valve.c')
    for (const file of lines.files) {
      const ranges = lines.coveredLines(file)
      expect(ranges.length).toBeGreaterThan(0)
      for (const [i, { first, last }] of ranges.entries()) {
        expect(first).toBeLessThanOrEqual(last)
        expect(first).toBeGreaterThan((ranges[i - 1]?.last ?? -1) + 1)
      }
    }
  })

  it('are none of a file that is not named', () => {
    expect(linesOf(fixture('x86_64-dwarf5')).coveredLines('/src/other.c')).toEqual([])
    expect(linesOf(fixture('stripped')).files).toEqual([])
    expect(linesOf(fixture('stripped'), fixture('separate.debug')).files).toContain('/src/pump.c')
  })
})
