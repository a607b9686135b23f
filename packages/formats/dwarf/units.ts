// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import { UT } from './constants.ts'
import { offset, u16, u32, u8, type Cursor } from './cursor.ts'
import type { FormSizes } from './forms.ts'
import type { DebugSections } from './sections.ts'

/** The header of a unit in .debug_info, and what its first entry says. */
export interface Unit extends FormSizes {
  readonly index: number
  /**
   * 0: of the file itself, 1: of its supplementary file. Entries are known by their place: bytes into .debug_info, in the
   * supplementary file plus `shift`.
   */
  readonly space: 0 | 1
  readonly shift: number
  /** Bytes into .debug_info: of the header, of the first entry, of the end. */
  readonly offset: number
  readonly firstEntry: number
  readonly end: number
  readonly abbreviations: number
  readonly type: number
  root: UnitRoot
}

export interface UnitRoot {
  readonly tag: number
  readonly name?: string
  readonly folder?: string
  readonly producer?: string
  readonly language?: number
  readonly lines?: number
  /** Base of the addresses in range lists; 0 if the unit has none. */
  readonly base: number
  readonly hasRanges: boolean
  readonly strOffsetsBase: number
  readonly addrBase: number
  readonly rnglistsBase: number
  readonly splitInto?: string
}

const NO_ROOT: UnitRoot = {
  tag: 0,
  base: 0,
  hasRanges: false,
  strOffsetsBase: 0,
  addrBase: 0,
  rnglistsBase: 0,
}

export interface Units {
  readonly units: Unit[]
  /** Versions of DWARF that we do not read, met in this file. */
  readonly unknownVersions: ReadonlySet<number>
}

const VERSIONS: ReadonlySet<number> = new Set([2, 3, 4, 5])
// a browser has some fifty thousand
const MAX_UNITS = 1_000_000

/** More than the bytes of any section. */
export const SUPPLEMENTARY_SHIFT = 2 ** 40

/** DWARF 5, sections 7.4 and 7.5.1. Headers only; the first entries are read afterwards. */
export function readUnits(sections: DebugSections): Units {
  const units: Unit[] = []
  const unknownVersions = new Set<number>()
  readUnitsOf(sections, 0, units, unknownVersions)
  if (sections.supplementary) readUnitsOf(sections.supplementary, 1, units, unknownVersions)
  return { units, unknownVersions }
}

function readUnitsOf(
  sections: DebugSections,
  space: 0 | 1,
  units: Unit[],
  unknownVersions: Set<number>,
): void {
  const cursor: Cursor = { at: 0, section: sections.info, littleEndian: sections.littleEndian }
  const size = sections.info.bytes.length
  while (cursor.at + 4 <= size) {
    const start = cursor.at
    let length = u32(cursor)
    const offsetSize = length === 0xffffffff ? 8 : 4
    if (offsetSize === 8) length = offset(cursor, 8)
    // padding between the units of different objects
    if (length === 0) continue
    const end = cursor.at + length
    if (end > size) {
      throw binaryFault(sections.name, `the unit at byte ${start} of .debug_info is cut off`)
    }
    const version = u16(cursor)
    if (VERSIONS.has(version)) {
      if (units.length === MAX_UNITS) {
        throw binaryFault(sections.name, `.debug_info has more than ${MAX_UNITS} units`, 'LIMIT')
      }
      const header = readHeader(sections.name, cursor, start, end, version, offsetSize)
      const shift = space * SUPPLEMENTARY_SHIFT
      units.push({ ...header, index: units.length, space, shift })
    } else unknownVersions.add(version)
    cursor.at = end
  }
}

function readHeader(
  name: string,
  cursor: Cursor,
  start: number,
  end: number,
  version: number,
  offsetSize: 4 | 8,
): Omit<Unit, 'index' | 'space' | 'shift'> {
  let type: number = UT.COMPILE
  let addressSize: number
  let abbreviations: number
  if (version >= 5) {
    type = u8(cursor)
    addressSize = u8(cursor)
    abbreviations = offset(cursor, offsetSize)
    if (type === UT.SKELETON || type === UT.SPLIT_COMPILE) cursor.at += 8
    if (type === UT.TYPE || type === UT.SPLIT_TYPE) cursor.at += 8 + offsetSize
  } else {
    abbreviations = offset(cursor, offsetSize)
    addressSize = u8(cursor)
  }
  if (![1, 2, 4, 8].includes(addressSize) || cursor.at > end) {
    throw binaryFault(name, `the header of the unit at byte ${start} of .debug_info is damaged`)
  }
  const firstEntry = cursor.at
  const sizes = { version, addressSize, offsetSize }
  return { ...sizes, offset: start, firstEntry, end, abbreviations, type, root: NO_ROOT }
}

/** The unit of an entry, by its place. */
export function unitAt(units: readonly Unit[], place: number): Unit | undefined {
  let low = 0
  let high = units.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const unit = units[middle]
    if (unit === undefined) return undefined
    if (place < unit.offset + unit.shift) high = middle - 1
    else if (place >= unit.end + unit.shift) low = middle + 1
    else return unit
  }
  return undefined
}
