// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fixture, fixtureBytes } from '../dwarf/fixtures/fixture.ts'
import { FormatError } from '../fault/index.ts'
import {
  accessBytes,
  alternateLinkOf,
  buildIdOf,
  compilersOf,
  debugLinkOf,
  dynamicOf,
  formatAddress,
  isElf,
  moduleInfoOf,
  readElf,
  sectionNamed,
  symbolsOf,
  textSize,
} from './index.ts'

describe('the headers of an ELF file', () => {
  it.each([
    ['x86_64-dwarf5', 64, true, 'executable', 'x86_64'],
    ['powerpc-dwarf5', 32, false, 'executable', 'powerpc'],
    ['s390x-dwarf5', 64, false, 'executable', 's390'],
    ['arm-at-zero', 32, true, 'executable', 'arm'],
    ['mips-object', 32, false, 'relocatable', 'mips'],
    ['mips64el-object', 64, true, 'relocatable', 'mips'],
    ['riscv64-object', 64, true, 'relocatable', 'riscv'],
    ['library', 64, true, 'shared', 'x86_64'],
  ] as const)(
    'tell class, byte order, kind and machine of %s',
    (name, bits, littleEndian, kind, machineName) => {
      expect(fixture(name)).toMatchObject({ bits, littleEndian, kind, machineName })
    },
  )

  it('are read through random access too', () => {
    const bytes = fixtureBytes('program')
    let read = 0
    const access = accessBytes(bytes)
    const elf = readElf('program', {
      size: bytes.length,
      read(offset, length) {
        read += length
        return access.read(offset, length)
      },
    })
    expect(elf.sections.map(({ name }) => name)).toContain('.dynamic')
    expect(read).toBeLessThan(bytes.length)
  })

  it('are refused where there are none', () => {
    expect(isElf(new TextEncoder().encode('#!/bin/sh'))).toBe(false)
    expect(() => readElf('script', new TextEncoder().encode('#!/bin/sh'))).toThrow(FormatError)
    expect(() => readElf('empty', new Uint8Array())).toThrow('empty: not an ELF file')
    const cut = fixtureBytes('program').subarray(0, 300)
    expect(() => readElf('cut', cut)).toThrow('cut off')
  })
})

describe('sections', () => {
  it.each(['zlib', 'zdebug', 'zstd'])('are decompressed: %s', (name) => {
    const texts = (elf: ReturnType<typeof fixture>, section: string) =>
      Buffer.from(sectionNamed(elf, section)?.data() ?? []).toString('latin1')
    const plain = fixture('x86_64-dwarf5')
    const zipped = fixture(name)
    const prefix = name === 'zdebug' ? '.zdebug' : '.debug'
    expect(texts(zipped, `${prefix}_info`)).toBe(texts(plain, '.debug_info'))
  })

  it('that claim to be huge when decompressed are refused', () => {
    const bytes = Uint8Array.from(fixtureBytes('zlib'))
    const section = readElf('zlib', bytes).sections.find(({ name }) => name === '.debug_info')
    new DataView(bytes.buffer).setBigUint64((section?.offset ?? 0) + 8, 2n ** 40n, true)
    const elf = readElf('bomb', bytes)
    expect(() => sectionNamed(elf, '.debug_info')?.data()).toThrow(/at most \d+ are taken/)
  })

  it('of code are summed up, and are none in an object that was compiled empty', () => {
    expect(textSize(fixture('x86_64-object'))).toBe(
      fixture('x86_64-object')
        .sections.filter(({ name }) => name.startsWith('.text'))
        .reduce((sum, { size }) => sum + size, 0),
    )
    expect(textSize(fixture('dwz-common'))).toBe(0)
    // in a separate debug file the sections of code have no bytes
    expect(textSize(fixture('separate.debug'))).toBe(0)
  })
})

describe('symbols', () => {
  it('have name, place, bind and type, and local ones their file', () => {
    const symbols = symbolsOf(fixture('x86_64-dwarf5'))
    const named = (name: string) => symbols.find((symbol) => symbol.name === name)
    expect(named('stir')).toMatchObject({ bind: 'local', type: 'function', file: 'pump.c' })
    expect(named('port')).toMatchObject({ bind: 'global', type: 'object', size: 16 })
    expect(named('pump_start')?.file).toBeUndefined()
    expect(named('pump_drain')).toBeUndefined()
  })

  it('of Thumb functions do not have the mark in bit 0', () => {
    const functions = symbolsOf(fixture('arm-at-zero')).filter(({ type }) => type === 'function')
    expect(functions.length).toBeGreaterThan(4)
    expect(functions.every(({ value }) => value % 2 === 0)).toBe(true)
  })

  it('of a stripped program are those for the dynamic linker', () => {
    const symbols = symbolsOf(fixture('program'), 'dynsym')
    expect(symbols.find(({ name }) => name === 'read_port')).toMatchObject({ section: 'undefined' })
    expect(symbolsOf(fixture('stripped'))).toEqual([])
  })
})

describe('what a file says of itself', () => {
  it('to the dynamic linker', () => {
    expect(dynamicOf(fixture('program'))).toEqual({
      needed: ['libport.so.1'],
      searchPaths: ['/opt/pump', '$ORIGIN/lib'],
      interpreter: expect.stringMatching(/ld/) as string,
    })
    expect(dynamicOf(fixture('library'))).toMatchObject({ needed: [], soname: 'libport.so.1' })
    expect(dynamicOf(fixture('x86_64-dwarf5'))).toEqual({ needed: [], searchPaths: [] })
  })

  it('to debuggers: build id, debug link, supplementary file', () => {
    expect(buildIdOf(fixture('program'))).toMatch(/^[0-9a-f]{40}$/)
    expect(buildIdOf(fixture('stripped'))).toBeUndefined()
    expect(debugLinkOf(fixture('stripped'))).toEqual({
      file: 'separate.debug.bin',
      crc32: crc32(fixtureBytes('separate.debug')),
    })
    expect(debugLinkOf(fixture('program'))).toBeUndefined()
    expect(alternateLinkOf(fixture('dwz'))).toEqual({
      file: 'common',
      buildId: buildIdOf(fixture('dwz-common')),
    })
  })

  it('of its compilers, each once', () => {
    expect(compilersOf(fixture('x86_64-object'))).toEqual([expect.stringMatching(/^GCC: /)])
    expect(compilersOf(fixture('stripped'))).toHaveLength(1)
    expect(moduleInfoOf(fixture('program')).size).toBe(0)
  })

  it('in addresses as tools print them', () => {
    expect(formatAddress({ bits: 64, addressBase: 0n }, -0x7f000000)).toBe('0xffffffff81000000')
    expect(formatAddress({ bits: 32, addressBase: 0n }, 0x8000)).toBe('0x8000')
    const base = 0xc000000000000000n
    expect(formatAddress({ bits: 64, addressBase: base }, 0x100)).toBe('0xc000000000000100')
  })
})
