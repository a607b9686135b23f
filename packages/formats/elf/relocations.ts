// SPDX-License-Identifier: Apache-2.0
import { viewOf } from './access.ts'
import { EM, SHF, SHT } from './constants.ts'
import type { Elf, Section } from './elf.ts'
import { RELOCATION_TYPES, type RelocationType } from './relocation-types.ts'
import { symbolColumns, type SymbolColumns } from './symbols.ts'

/**
 * An address for each section, by index. All sections of a relocatable file begin at address 0; to tell them apart they
 * are laid out one after the other, away from 0. Sections that are not loaded stay at 0, as references into them are offsets.
 */
export function layoutOf(elf: Elf): Float64Array {
  const addresses = Float64Array.from(elf.sections, ({ address }) => address)
  if (elf.kind !== 'relocatable') return addresses
  const loaded = elf.sections.filter(({ flags }) => (flags & SHF.ALLOC) !== 0)
  // those without bytes may claim any size, so they come last
  const inFile = loaded.filter(({ type }) => type !== SHT.NOBITS)
  const others = loaded.filter(({ type }) => type === SHT.NOBITS)
  let next = 0x10000
  for (const section of [...inFile, ...others]) {
    const align = Math.min(Math.max(section.align, 16), 0x10000)
    next = Math.ceil(next / align) * align
    addresses[section.index] = next
    // a gap, so that the end of one is not the beginning of the next
    next += Math.min(section.size, 2 ** 40) + 16
  }
  return addresses
}

export interface Relocated {
  readonly bytes: Uint8Array
  /** Relocations that we do not know: where they apply, the bytes are as they were. */
  readonly unknown: number
}

/** The bytes of a section, in a relocatable file with the relocations of the layout applied. */
export function relocate(elf: Elf, section: Section, layout: Float64Array): Relocated {
  const stored = section.data()
  if (elf.kind !== 'relocatable') return { bytes: stored, unknown: 0 }
  const tables = elf.sections.filter(
    ({ type, info }) => (type === SHT.RELA || type === SHT.REL) && info === section.index,
  )
  if (tables.length === 0) return { bytes: stored, unknown: 0 }
  const types = RELOCATION_TYPES.get(elf.machine)
  const symbols = symbolColumns(elf, 'symtab')
  const bytes = Uint8Array.from(stored)
  let unknown = 0
  for (const table of tables) unknown += applyTable(elf, table, bytes, layout, types, symbols)
  return { bytes, unknown }
}

function applyTable(
  elf: Elf,
  table: Section,
  bytes: Uint8Array,
  layout: Float64Array,
  types: ReadonlyMap<number, RelocationType> | undefined,
  symbols: SymbolColumns | undefined,
): number {
  const little = elf.littleEndian
  const target = viewOf(bytes)
  const entries = table.data()
  const view = viewOf(entries)
  const wide = elf.bits === 64
  const hasAddend = table.type === SHT.RELA
  const stride = (wide ? 16 : 8) + (hasAddend ? (wide ? 8 : 4) : 0)
  // MIPS64 has four members in r_info: the symbol, then three types in the last three bytes, whatever the byte order
  const mips64 = wide && elf.machine === EM.MIPS
  const sparc64 = wide && elf.machine === EM.SPARCV9
  let unknown = 0
  for (let at = 0; at + stride <= entries.length; at += stride) {
    const place = wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little)
    let symbol: number
    let number: number
    if (mips64) {
      symbol = view.getUint32(at + 8, little)
      number = view.getUint8(at + 15)
    } else if (wide) {
      symbol = view.getUint32(little ? at + 12 : at + 8, little)
      number = view.getUint32(little ? at + 8 : at + 12, little)
      if (sparc64) number &= 0xff
    } else {
      const info = view.getUint32(at + 4, little)
      symbol = info >>> 8
      number = info & 0xff
    }
    const type = types?.get(number)
    if (type === undefined) unknown++
    else if (type.action !== 'keep' && place + type.width <= bytes.length) {
      const addend = hasAddend
        ? wide
          ? Number(view.getBigInt64(at + 16, little))
          : view.getInt32(at + 8, little)
        : undefined
      apply(type, target, place, little, symbolAddress(symbols, symbol, layout), addend)
    }
  }
  return unknown
}

/** 0 for what is not in this file. */
function symbolAddress(
  symbols: SymbolColumns | undefined,
  index: number,
  layout: Float64Array,
): number {
  if (symbols === undefined || index === 0 || index >= symbols.count) return 0
  const section = symbols.section(index)
  if (section === 0) return 0
  return symbols.value(index) + (section > 0 ? (layout[section] ?? 0) : 0)
}

function apply(
  type: RelocationType,
  view: DataView,
  place: number,
  little: boolean,
  symbol: number,
  addend: number | undefined,
): void {
  if (type.action.endsWith('-uleb')) {
    applyUleb(type.action, view, place, BigInt(Math.trunc(symbol + (addend ?? 0))))
    return
  }
  const before = load(view, place, type.width, little)
  const value =
    type.action === 'set'
      ? // REL: the addend stands in the place
        BigInt(Math.trunc(symbol)) + (addend === undefined ? before : BigInt(Math.trunc(addend)))
      : type.action === 'add'
        ? before + BigInt(Math.trunc(symbol + (addend ?? 0)))
        : before - BigInt(Math.trunc(symbol + (addend ?? 0)))
  const mask = type.mask === undefined ? undefined : BigInt(type.mask)
  store(view, place, type.width, little, mask ? (before & ~mask) | (value & mask) : value)
}

function load(view: DataView, place: number, width: number, little: boolean): bigint {
  if (width === 8) return view.getBigUint64(place, little)
  if (width === 4) return BigInt(view.getUint32(place, little))
  return BigInt(width === 2 ? view.getUint16(place, little) : view.getUint8(place))
}

function store(view: DataView, place: number, width: number, little: boolean, value: bigint): void {
  if (width === 8) view.setBigUint64(place, BigInt.asUintN(64, value), little)
  else if (width === 4) view.setUint32(place, Number(BigInt.asUintN(32, value)), little)
  else if (width === 2) view.setUint16(place, Number(BigInt.asUintN(16, value)), little)
  else view.setUint8(place, Number(BigInt.asUintN(8, value)))
}

/** Within as many bytes as stand there. */
function applyUleb(action: string, view: DataView, place: number, value: bigint): void {
  let length = 0
  let before = 0n
  while (place + length < view.byteLength && length < 10) {
    const byte = view.getUint8(place + length)
    before |= BigInt(byte & 0x7f) << BigInt(7 * length)
    length++
    if (byte < 0x80) break
  }
  let rest = action === 'set-uleb' ? value : action === 'add-uleb' ? before + value : before - value
  rest = BigInt.asUintN(7 * length, rest)
  for (let i = 0; i < length; i++) {
    const more = i < length - 1 ? 0x80 : 0
    view.setUint8(place + i, Number(rest & 0x7fn) | more)
    rest >>= 7n
  }
}
