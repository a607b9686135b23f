// SPDX-License-Identifier: Apache-2.0
import { viewOf } from '../elf/access.ts'
import { SHF, SHT } from '../elf/constants.ts'
import type { Elf, Section } from '../elf/elf.ts'
import { layoutOf, relocate } from '../elf/relocations.ts'

/** Debug sections, decompressed, in a relocatable file relocated. Those that are absent are empty. */
export interface DebugSections {
  readonly name: string
  readonly littleEndian: boolean
  /** Upper half of what is subtracted from 64-bit addresses, see {@link Elf.addressBase}. */
  readonly baseHigh: number
  readonly info: Bytes
  readonly abbrev: Bytes
  readonly str: Bytes
  readonly lineStr: Bytes
  readonly strOffsets: Bytes
  readonly addr: Bytes
  readonly line: Bytes
  readonly ranges: Bytes
  readonly rnglists: Bytes
  /** Relocations that we do not know. */
  readonly unknownRelocations: number
  /** Those of the file that `dwz` moved common entries and strings to (DWARF 5, section 7.3.6). */
  readonly supplementary?: DebugSections
}

export interface Bytes {
  readonly bytes: Uint8Array
  readonly view: DataView
}

const SECTIONS = {
  info: 'debug_info',
  abbrev: 'debug_abbrev',
  str: 'debug_str',
  lineStr: 'debug_line_str',
  strOffsets: 'debug_str_offsets',
  addr: 'debug_addr',
  line: 'debug_line',
  ranges: 'debug_ranges',
  rnglists: 'debug_rnglists',
} as const
type SectionKey = keyof typeof SECTIONS

/** The one of two files that has the debug information. */
export function debugSource(elf: Elf, separate: Elf | undefined): Elf | undefined {
  return [elf, separate].find((file) => file && sectionOf(file, 'debug_info') !== undefined)
}

/** @throws FormatError where one of them cannot be decompressed. */
export function readDebugSections(
  elf: Elf,
  wanted: readonly SectionKey[] = Object.keys(SECTIONS) as SectionKey[],
): DebugSections {
  const layout = layoutOf(elf)
  let unknownRelocations = 0
  const read = (key: SectionKey): Bytes => {
    const section = wanted.includes(key) ? sectionOf(elf, SECTIONS[key]) : undefined
    if (section === undefined) return bytesOf(new Uint8Array())
    const { bytes, unknown } = relocate(elf, section, layout)
    unknownRelocations += unknown
    return bytesOf(bytes)
  }
  const sections = {
    info: read('info'),
    abbrev: read('abbrev'),
    str: read('str'),
    lineStr: read('lineStr'),
    strOffsets: read('strOffsets'),
    addr: read('addr'),
    line: read('line'),
    ranges: read('ranges'),
    rnglists: read('rnglists'),
  }
  return {
    name: elf.name,
    littleEndian: elf.littleEndian,
    baseHigh: Number(BigInt.asIntN(32, elf.addressBase >> 32n)),
    ...sections,
    unknownRelocations,
  }
}

/**
 * In an object there may be several of a name: those in groups hold type units or macros (DWARF 5, appendix E), the
 * other one the functions.
 */
function sectionOf(elf: Elf, name: string): Section | undefined {
  const found = elf.sections.filter(
    (section) =>
      (section.name === `.${name}` || section.name === `.z${name}`) &&
      section.type !== SHT.NOBITS &&
      section.size > 0,
  )
  return found.find(({ flags }) => (flags & SHF.GROUP) === 0) ?? found[0]
}

function bytesOf(bytes: Uint8Array): Bytes {
  return { bytes, view: viewOf(bytes) }
}
