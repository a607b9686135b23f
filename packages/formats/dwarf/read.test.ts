// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { fixture } from './fixtures/fixture.ts'
import { readCode, type ImageCode } from './index.ts'

/** By source: functions by presence, sorted. */
function summary(code: ImageCode): Record<string, Record<string, string[]>> {
  const sources: Record<string, Record<string, string[]>> = {}
  for (const { source, functions } of code.units) {
    if (functions.length === 0) continue
    const presences: Record<string, string[]> = (sources[source] ??= {})
    for (const { presence, name } of functions) (presences[presence] ??= []).push(name)
    for (const names of Object.values(presences)) names.sort()
  }
  return sources
}

const IMAGE = {
  '/src/pump.c': {
    own: ['pump_start', 'stir'],
    inlined: ['clamp', 'prime'],
    dropped: ['pump_drain'],
    // within the one that was dropped, and maybe elsewhere
    unplaced: ['clamp_low'],
  },
  '/src/valve.c': { own: ['valve_open', 'valve_rinse', 'valve_shut'], inlined: ['clamp'] },
  '/src/port.S': { own: ['read_port'] },
}

/** Clang does not mark what it inlined, so that any of it may be within others. */
const FORGETFUL = {
  ...IMAGE,
  '/src/pump.c': {
    own: ['pump_start', 'stir'],
    inlined: ['clamp', 'prime'],
    unplaced: ['clamp_low', 'pump_drain'],
  },
}

const OBJECT = {
  '/src/pump.c': {
    own: ['pump_drain', 'pump_start', 'stir'],
    inlined: ['clamp', 'clamp_low', 'prime'],
  },
}

describe('functions of an image', () => {
  it.each([
    ['DWARF 5', 'x86_64-dwarf5'],
    ['DWARF 4', 'x86_64-dwarf4'],
    ['DWARF 2', 'x86_64-dwarf2'],
    ['64-bit DWARF', 'x86_64-dwarf64'],
    ['32 bits, big endian', 'powerpc-dwarf5'],
    ['64 bits, big endian', 's390x-dwarf5'],
    ['firmware with code at address 0, where the linker puts what it drops', 'arm-at-zero'],
    ['sections compressed with zlib', 'zlib'],
    ['sections compressed in the way before SHF_COMPRESSED', 'zdebug'],
    ['sections compressed with Zstandard', 'zstd'],
    ['a separate debug file by itself', 'separate.debug'],
  ])('are told apart as own, inlined and dropped: %s', (_, name) => {
    expect(summary(readCode(fixture(name)))).toEqual(IMAGE)
  })

  it.each([
    ['DWARF 5, with -1 for what LLD drops', 'x86_64-clang-lld'],
    ['DWARF 4, with -2 in .debug_ranges', 'x86_64-clang-dwarf4-lld'],
  ])(
    'are not said to be dropped where they may be within others without a trace: %s',
    (_, name) => {
      const code = readCode(fixture(name))
      expect(summary(code)).toEqual(FORGETFUL)
      expect(code.units.filter(({ forgetful }) => forgetful).map(({ source }) => source)).toEqual([
        '/src/pump.c',
        '/src/valve.c',
      ])
    },
  )

  it('are there with all that is within them where the linker folded them into an equal one', () => {
    expect(summary(readCode(fixture('twin')))).toEqual({
      '/src/twin.c': { own: ['_start', 'first'], inlined: ['scale'], dropped: ['unused'] },
      '/src/twin-other.c': { own: ['second'], unplaced: ['scale_again'] },
    })
  })

  it('are not said to be dropped where folded ones leave no symbol behind', () => {
    expect(summary(readCode(fixture('twin-no-locals')))).toEqual({
      '/src/twin.c': { own: ['_start', 'first'], inlined: ['scale'], unplaced: ['unused'] },
      '/src/twin-other.c': { unplaced: ['scale_again', 'second'] },
    })
  })

  it('come from a separate debug file where the image is stripped', () => {
    const code = readCode(fixture('stripped'), fixture('separate.debug'))
    expect(summary(code)).toEqual(IMAGE)
    expect(code.debug).toBe('full')
  })

  it('belong to the source that defines them after link-time optimization, not to the unit of the code', () => {
    const code = readCode(fixture('x86_64-lto'))
    expect(summary(code)).toEqual({
      '/src/pump.c': {
        own: ['pump_start', 'stir'],
        inlined: ['clamp', 'prime'],
        unplaced: ['clamp_low', 'pump_drain'],
      },
      '/src/valve.c': { own: ['valve_rinse', 'valve_shut'], inlined: ['clamp', 'valve_open'] },
      '/src/port.S': { own: ['read_port'] },
    })
    expect(code.units.filter(({ lto }) => lto).map(({ source }) => source)).toEqual([
      '/src/<artificial>',
      '/src/pump.c',
      '/src/valve.c',
    ])
  })

  it('say where they are defined and what they are inlined into', () => {
    const code = readCode(fixture('x86_64-dwarf5'))
    const functions = code.units[0]?.functions ?? []
    expect(functions.find(({ name }) => name === 'clamp')).toEqual({
      name: 'clamp',
      file: '/src/pump.h',
      line: 7,
      presence: 'inlined',
      inlinedInto: ['pump_start'],
    })
    expect(functions.find(({ name }) => name === 'stir')).toEqual({
      name: 'stir',
      file: '/src/pump.c',
      line: 12,
      presence: 'own',
    })
  })

  it('are not complete where a supplementary file is missing, and are with it', () => {
    const without = readCode(fixture('dwz'))
    expect(without.debug).toBe('partial')
    expect(without.units.some(({ complete }) => !complete)).toBe(true)
    expect(without.remarks).toEqual([expect.stringContaining('supplementary file')])
    const code = readCode(fixture('dwz'), undefined, fixture('dwz-common'))
    expect(summary(code)).toEqual(IMAGE)
    expect(code.units.every(({ complete }) => complete)).toBe(true)
    expect(code.debug).toBe('full')
  })

  it('are unknown where there is no debug information', () => {
    const code = readCode(fixture('stripped'))
    expect(code.debug).toBe('none')
    expect(code.units).toEqual([])
    expect(code.uncovered.map(({ section }) => section)).toEqual(['.text'])
  })
})

describe('functions of an object', () => {
  it.each(['x86_64-object', 'mips-object', 'mips64el-object', 'riscv64-object', 'aarch64-object'])(
    'are found through relocations: %s',
    (name) => {
      const code = readCode(fixture(name))
      expect(summary(code)).toEqual(OBJECT)
      expect(code.debug).toBe('full')
      expect(code.uncovered).toEqual([])
    },
  )

  it('are not read from a skeleton, which names the file that has them', () => {
    const code = readCode(fixture('split-object'))
    expect(code.debug).toBe('none')
    expect(code.units).toMatchObject([
      { source: '', splitInto: 'split-object.dwo', complete: false, functions: [] },
    ])
    expect(code.remarks).toEqual([expect.stringContaining('split-object.dwo')])
  })
})

describe('a unit', () => {
  it('names its files, with MD5 where the compiler wrote it', () => {
    const gcc = readCode(fixture('x86_64-dwarf4')).units[1]
    expect(gcc?.files.map(({ path }) => path)).toEqual(['/src/valve.c', '/src/pump.h'])
    const clang = readCode(fixture('x86_64-clang-lld')).units[0]
    expect(clang?.files.map(({ path }) => path)).toEqual(['/src/pump.c', '/src/pump.h'])
    expect(clang?.files[0]?.md5).toMatch(/^[0-9a-f]{32}$/)
  })

  it('tells its compiler and language', () => {
    const unit = readCode(fixture('x86_64-dwarf5')).units[0]
    expect(unit?.producer).toContain('GNU C17 12.2')
    expect(unit).toMatchObject({ language: 29, live: true, lto: false, compilationFolder: '/src' })
  })
})
