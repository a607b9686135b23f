// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import { FORM, SLOT } from './constants.ts'
import { addressAt, uleb, unsigned64, type Cursor } from './cursor.ts'
import { indexedAddress, type EntryReader } from './entries.ts'
import type { DebugSections } from './sections.ts'
import type { Unit } from './units.ts'

/** The address ranges of one entry, in arrays that are used again for the next. */
export interface RangeReader {
  count: number
  start: Float64Array
  end: Float64Array
  /** 1: counted from a base of 0, which may stand for something that was dropped. */
  fromZero: Uint8Array
  /**
   * Reads those of the entry that the entry reader holds: DW_AT_ranges, or DW_AT_low_pc and DW_AT_high_pc, or a single
   * byte at DW_AT_entry_pc or DW_AT_low_pc. False if it has no addresses.
   */
  read(unit: Unit): boolean
}

/** DWARF 5, section 7.25: the kinds of entries in .debug_rnglists. */
const RLE = {
  END_OF_LIST: 0,
  BASE_ADDRESSX: 1,
  STARTX_ENDX: 2,
  STARTX_LENGTH: 3,
  OFFSET_PAIR: 4,
  BASE_ADDRESS: 5,
  START_END: 6,
  START_LENGTH: 7,
} as const

// the unit of a kernel compiled as one has some hundred thousand
const MAX_RANGES = 4_000_000

export function rangeReader(entries: EntryReader): RangeReader {
  const { sections, form, value } = entries
  // the lists of different entries do not overlap; a file in which they do would make us read one for each entry
  let budget = (sections.ranges.bytes.length + sections.rnglists.bytes.length) * 8 + 0x10000
  const ranges: RangeReader = {
    count: 0,
    start: new Float64Array(16),
    end: new Float64Array(16),
    fromZero: new Uint8Array(16),
    read(unit) {
      ranges.count = 0
      if (form[SLOT.RANGES] !== 0) {
        const read = unit.version >= 5 ? readRnglist : readOldRanges
        budget -= read(ranges, entries, unit) + 1
        if (budget < 0) {
          throw binaryFault(sections.name, 'the lists of address ranges overlap', 'LIMIT')
        }
        if (ranges.count > 0) return true
      }
      const low = entries.address(unit, SLOT.LOW_PC)
      if (low !== undefined) {
        const absolute = entries.address(unit, SLOT.HIGH_PC)
        const length = form[SLOT.HIGH_PC] === 0 ? 1 : (value[SLOT.HIGH_PC] ?? 0)
        add(ranges, sections, low, absolute ?? low + length, false)
        return true
      }
      const entry = entries.address(unit, SLOT.ENTRY_PC)
      if (entry === undefined) return false
      add(ranges, sections, entry, entry + 1, false)
      return true
    },
  }
  return ranges
}

/** DWARF 4, section 2.17.3. Gives the bytes that were read. */
function readOldRanges(ranges: RangeReader, entries: EntryReader, unit: Unit): number {
  const { sections } = entries
  const { view } = sections.ranges
  const size = unit.addressSize
  const start = (entries.value[SLOT.RANGES] ?? 0) + unit.root.rnglistsBase
  const selectsBase = addressOfOnes(size, 0)
  const zero = addressOfZero(sections.baseHigh, size)
  let base = unit.root.base
  let selected = false
  let at = start
  for (; at + 2 * size <= view.byteLength; at += 2 * size) {
    const begin = addressAt(view, at, size, sections.littleEndian, 0)
    const end = addressAt(view, at + size, size, sections.littleEndian, 0)
    if (begin === 0 && end === 0) break
    const absolute = (place: number) =>
      addressAt(view, place, size, sections.littleEndian, sections.baseHigh)
    if (begin === selectsBase) {
      base = absolute(at + size)
      selected = true
    } else if (base === zero) {
      add(ranges, sections, absolute(at), absolute(at + size), selected)
    } else if (!isDropped(base, size, sections.baseHigh)) {
      add(ranges, sections, base + begin, base + end, false)
    }
  }
  return at - start
}

/** DWARF 5, section 2.17.3. Gives the bytes that were read. */
function readRnglist(ranges: RangeReader, entries: EntryReader, unit: Unit): number {
  const { sections } = entries
  const { view } = sections.rnglists
  const start = rnglistAt(entries, unit)
  const cursor: Cursor = {
    at: start,
    section: sections.rnglists,
    littleEndian: sections.littleEndian,
  }
  const size = unit.addressSize
  const address = () => {
    cursor.at += size
    return addressAt(view, cursor.at - size, size, sections.littleEndian, sections.baseHigh)
  }
  const zero = addressOfZero(sections.baseHigh, size)
  const indexed = () => indexedAddress(sections, unit, uleb(cursor))
  let base = unit.root.base
  for (;;) {
    if (cursor.at >= view.byteLength) throw damagedList(sections.name)
    const kind = view.getUint8(cursor.at++)
    switch (kind) {
      case RLE.END_OF_LIST:
        return cursor.at - start
      case RLE.BASE_ADDRESSX:
        base = indexed()
        break
      case RLE.BASE_ADDRESS:
        base = address()
        break
      case RLE.OFFSET_PAIR: {
        const begin = uleb(cursor)
        const end = uleb(cursor)
        if (!isDropped(base, size, sections.baseHigh)) {
          add(ranges, sections, base + begin, base + end, base === zero)
        }
        break
      }
      case RLE.STARTX_ENDX: {
        const begin = indexed()
        add(ranges, sections, begin, indexed(), false)
        break
      }
      case RLE.STARTX_LENGTH: {
        const begin = indexed()
        add(ranges, sections, begin, begin + uleb(cursor), false)
        break
      }
      case RLE.START_END: {
        const begin = address()
        add(ranges, sections, begin, address(), false)
        break
      }
      case RLE.START_LENGTH: {
        const begin = address()
        add(ranges, sections, begin, begin + uleb(cursor), false)
        break
      }
      default:
        throw damagedList(sections.name)
    }
  }
}

/** DW_FORM_rnglistx counts in the table of offsets that begins at the unit's base. */
function rnglistAt(entries: EntryReader, unit: Unit): number {
  const value = entries.value[SLOT.RANGES] ?? 0
  if (entries.form[SLOT.RANGES] !== FORM.RNGLISTX) return value
  const { rnglists, littleEndian, name } = entries.sections
  const at = unit.root.rnglistsBase + value * unit.offsetSize
  if (at + unit.offsetSize > rnglists.view.byteLength) throw damagedList(name)
  return (
    unit.root.rnglistsBase +
    (unit.offsetSize === 4
      ? rnglists.view.getUint32(at, littleEndian)
      : unsigned64(rnglists.view, at, littleEndian))
  )
}

function damagedList(name: string) {
  return binaryFault(name, 'a list of address ranges in .debug_rnglists is damaged')
}

function add(
  ranges: RangeReader,
  sections: DebugSections,
  start: number,
  end: number,
  fromZero: boolean,
): void {
  const at = ranges.count
  if (at === ranges.start.length) {
    if (at >= MAX_RANGES) {
      throw binaryFault(
        sections.name,
        `an entry has more than ${MAX_RANGES} address ranges`,
        'LIMIT',
      )
    }
    ranges.start = grown(ranges.start)
    ranges.end = grown(ranges.end)
    const larger = new Uint8Array(at * 2)
    larger.set(ranges.fromZero)
    ranges.fromZero = larger
  }
  ranges.start[at] = start
  ranges.end[at] = end
  ranges.fromZero[at] = fromZero ? 1 : 0
  ranges.count++
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
}

/** What an address of 0 is read as. */
export function addressOfZero(baseHigh: number, size: number): number {
  return size === 8 ? ((0 - baseHigh) | 0) * 0x100000000 : 0
}

function addressOfOnes(size: number, baseHigh: number): number {
  return size === 8 ? ((0xffffffff - baseHigh) | 0) * 0x100000000 + 0xffffffff : 2 ** (8 * size) - 1
}

/** lld's mark of what it dropped; what is counted from it would come out as a small address. */
function isDropped(base: number, size: number, baseHigh: number): boolean {
  const ones = addressOfOnes(size, baseHigh)
  return base === ones || base === ones - 1
}
