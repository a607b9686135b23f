// SPDX-License-Identifier: Apache-2.0
import { binaryFault, textAt, viewOf } from './access.ts'
import { EM, SHT } from './constants.ts'
import type { Elf, Section } from './elf.ts'
import { signedWord } from './numbers.ts'

export interface ElfSymbol {
  readonly name: string
  /** An address, signed as {@link Section.address}; in a relocatable file an offset into the section. */
  readonly value: number
  readonly size: number
  readonly bind: 'local' | 'global' | 'weak' | 'other'
  readonly type:
    'none' | 'object' | 'function' | 'section' | 'file' | 'common' | 'tls' | 'indirect' | 'other'
  readonly visibility: 'default' | 'internal' | 'hidden' | 'protected'
  /** Index into {@link Elf.sections}; `undefined`, `absolute` and `common` are no section. */
  readonly section: number | 'undefined' | 'absolute' | 'common' | 'other'
  /** Of local symbols: the source file (STT_FILE) that they follow. */
  readonly file?: string
}

/**
 * The symbols of `.symtab`, or of `.dynsym` where the file is stripped (or `table` says so), in the file's order, without
 * the empty first one. Names are as in the file; not demangled.
 */
export function symbolsOf(elf: Elf, table?: 'symtab' | 'dynsym'): ElfSymbol[] {
  const columns = symbolColumns(elf, table)
  const symbols: ElfSymbol[] = []
  if (columns === undefined) return symbols
  let file: string | undefined
  for (let i = 1; i < columns.count; i++) {
    const name = columns.name(i)
    const bind = BINDS[columns.info(i) >> 4] ?? 'other'
    const type = TYPES[columns.info(i) & 15] ?? 'other'
    if (type === 'file') file = name === '' ? undefined : name
    symbols.push({
      name,
      value: columns.value(i),
      size: columns.size(i),
      bind,
      type,
      visibility: VISIBILITIES[columns.other(i) & 3] ?? 'default',
      section: sectionOf(columns.section(i)),
      ...(bind === 'local' && file !== undefined && { file }),
    })
  }
  return symbols
}

const BINDS = ['local', 'global', 'weak'] as const
// 10 is STT_GNU_IFUNC; 13 is STT_ARM_TFUNC, long out of use
const TYPES: readonly (ElfSymbol['type'] | undefined)[] = [
  'none',
  'object',
  'function',
  'section',
  'file',
  'common',
  'tls',
  undefined,
  undefined,
  undefined,
  'indirect',
  undefined,
  undefined,
  'function',
]
const VISIBILITIES = ['default', 'internal', 'hidden', 'protected'] as const
const SHN = { UNDEF: 0, LORESERVE: 0xff00, ABS: 0xfff1, COMMON: 0xfff2, XINDEX: 0xffff } as const

function sectionOf(index: number): ElfSymbol['section'] {
  if (index === SHN.UNDEF) return 'undefined'
  if (index === -SHN.ABS) return 'absolute'
  if (index === -SHN.COMMON) return 'common'
  return index < 0 ? 'other' : index
}

/** A symbol table without an object for each symbol. */
export interface SymbolColumns {
  readonly count: number
  name(index: number): string
  /** Thumb, MIPS16 and microMIPS functions have their mark in bit 0 taken off. */
  value(index: number): number
  size(index: number): number
  info(index: number): number
  other(index: number): number
  /** Negative if it is reserved: `-0xfff1` is SHN_ABS. */
  section(index: number): number
}

export function symbolColumns(elf: Elf, wanted?: 'symtab' | 'dynsym'): SymbolColumns | undefined {
  const table =
    (wanted === 'dynsym' ? undefined : find(elf, SHT.SYMTAB)) ??
    (wanted === 'symtab' ? undefined : find(elf, SHT.DYNSYM))
  if (table === undefined) return undefined
  const names = elf.sections[table.link]?.data() ?? new Uint8Array()
  const nameAt = nameReader(elf.name, names)
  const bytes = table.data()
  const view = viewOf(bytes)
  const little = elf.littleEndian
  const wide = elf.bits === 64
  const stride = wide ? 24 : 16
  const baseHigh = Number(BigInt.asIntN(32, elf.addressBase >> 32n))
  const marksFunctions = elf.machine === EM.ARM || elf.machine === EM.MIPS
  const info = (index: number) => view.getUint8(index * stride + (wide ? 4 : 12))
  const extended = extendedIndexes(elf, table)
  return {
    count: Math.floor(bytes.length / stride),
    name: (index) => nameAt(view.getUint32(index * stride, little)),
    value(index) {
      const at = index * stride + (wide ? 8 : 4)
      if (wide) {
        const high = view.getUint32(little ? at + 4 : at, little)
        return signedWord(high, view.getUint32(little ? at : at + 4, little), baseHigh)
      }
      const value = view.getUint32(at, little)
      return marksFunctions && (info(index) & 15) === 2 && value % 2 === 1 ? value - 1 : value
    },
    size(index) {
      if (!wide) return view.getUint32(index * stride + 8, little)
      return Number(view.getBigUint64(index * stride + 16, little))
    },
    info,
    other: (index) => view.getUint8(index * stride + (wide ? 5 : 13)),
    section(index) {
      const number = view.getUint16(index * stride + (wide ? 6 : 14), little)
      if (number === SHN.XINDEX) return extended(index)
      return number >= SHN.LORESERVE ? -number : number
    },
  }
}

function find(elf: Elf, type: number): Section | undefined {
  return elf.sections.find((section) => section.type === type && section.size > 0)
}

function extendedIndexes(elf: Elf, table: Section): (index: number) => number {
  const section = elf.sections.find(
    ({ type, link }) => type === SHT.SYMTAB_SHNDX && link === table.index,
  )
  if (section === undefined) return () => -SHN.XINDEX
  const view = viewOf(section.data())
  return (index) =>
    (index + 1) * 4 <= view.byteLength ? view.getUint32(index * 4, elf.littleEndian) : -SHN.XINDEX
}

/**
 * Names may overlap (`printf` within `fprintf`), and a hostile table without a zero byte makes each of them as long as the
 * table: what is read in all is bounded by a multiple of the table.
 */
function nameReader(file: string, names: Uint8Array): (offset: number) => string {
  let left = names.length * 16 + 0x100000
  return (offset) => {
    if (offset === 0) return ''
    const name = textAt(names, offset)
    left -= name.length
    if (left < 0) {
      throw binaryFault(
        file,
        'the names of symbols together are far larger than their table',
        'LIMIT',
      )
    }
    return name
  }
}
