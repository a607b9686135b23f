// SPDX-License-Identifier: Apache-2.0
import { FaultList } from '../fault/index.ts'
import { accessBytes, binaryFault, textAt, type RandomAccess } from './access.ts'
import { decompressOldSection, decompressSection } from './compressed.ts'
import { ET_NAMES, MACHINE_NAMES, SHF, SHT } from './constants.ts'
import type { Elf, Section, Segment } from './elf.ts'
import { readerOf, type NumberReader } from './numbers.ts'

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46
}

/**
 * The headers of an ELF file of either class and byte order. The contents of sections are read when asked for.
 * @throws FormatError if it is no ELF file, or its headers lie outside it.
 */
export function readElf(name: string, bytes: Uint8Array | RandomAccess): Elf {
  const file = bytes instanceof Uint8Array ? accessBytes(bytes) : bytes
  const head = file.read(0, 64)
  if (!isElf(head)) throw binaryFault(name, 'not an ELF file', 'UNKNOWN_FORMAT')
  const bits = head[4] === 1 ? 32 : head[4] === 2 ? 64 : undefined
  const littleEndian = head[5] === 1 ? true : head[5] === 2 ? false : undefined
  if (bits === undefined || littleEndian === undefined) {
    throw binaryFault(name, 'the ELF header names neither class nor byte order that exist')
  }
  if (head.length < (bits === 64 ? 64 : 52)) throw binaryFault(name, 'the ELF header is cut off')
  const header = readHeader(readerOf(head, bits, littleEndian))
  const raw = readSectionHeaders(name, file, header, bits, littleEndian)
  const addressBase = chooseAddressBase(bits, raw)
  const names = sectionNames(name, file, header, raw)
  const identity = { name, bits, littleEndian } as const
  return {
    ...identity,
    kind: ET_NAMES[header.type] ?? 'other',
    machine: header.machine,
    machineName: MACHINE_NAMES.get(header.machine) ?? `machine ${header.machine}`,
    flags: header.flags,
    entry: Number(BigInt.asIntN(bits === 64 ? 64 : 33, header.entry - addressBase)),
    addressBase,
    sections: raw.map((section) => sectionOf(identity, file, section, names, addressBase)),
    segments: readSegments(file, header, raw, bits, littleEndian, addressBase),
    file,
  }
}

interface Header {
  readonly type: number
  readonly machine: number
  readonly entry: bigint
  readonly flags: number
  readonly programOffset: number
  readonly programEntrySize: number
  readonly programCount: number
  readonly sectionOffset: number
  readonly sectionEntrySize: number
  readonly sectionCount: number
  readonly sectionNames: number
}

function readHeader(reader: NumberReader): Header {
  const wide = reader.bits === 64
  const half = (at: number) => reader.u16(at)
  return {
    type: half(16),
    machine: half(18),
    entry: reader.word(24),
    programOffset: Number(reader.word(wide ? 32 : 28)),
    sectionOffset: Number(reader.word(wide ? 40 : 32)),
    flags: reader.u32(wide ? 48 : 36),
    programEntrySize: half(wide ? 54 : 42),
    programCount: half(wide ? 56 : 44),
    sectionEntrySize: half(wide ? 58 : 46),
    sectionCount: half(wide ? 60 : 48),
    sectionNames: half(wide ? 62 : 50),
  }
}

interface RawSection {
  readonly index: number
  readonly name: number
  readonly type: number
  readonly flags: number
  readonly address: bigint
  readonly offset: number
  readonly size: number
  readonly link: number
  readonly info: number
  readonly align: number
  readonly entrySize: number
}

function readSectionHeaders(
  name: string,
  file: RandomAccess,
  header: Header,
  bits: 32 | 64,
  littleEndian: boolean,
): RawSection[] {
  const entrySize = bits === 64 ? 64 : 40
  if (header.sectionOffset === 0) return []
  const stride = header.sectionEntrySize
  if (stride < entrySize) throw binaryFault(name, `section headers of ${stride} bytes do not exist`)
  if (header.sectionOffset + entrySize > file.size) throw cutOff(name)
  const first = readSection(
    0,
    readerOf(file.read(header.sectionOffset, entrySize), bits, littleEndian),
    0,
  )
  // gABI: more than 65,279 sections are counted in the size of the first
  const count = header.sectionCount === 0 ? first.size : header.sectionCount
  if (header.sectionOffset + count * stride > file.size) throw cutOff(name)
  const reader = readerOf(file.read(header.sectionOffset, count * stride), bits, littleEndian)
  const sections: RawSection[] = []
  for (let i = 0; i < count; i++) sections.push(readSection(i, reader, i * stride))
  const faults = new FaultList(name)
  for (const section of sections) {
    if (section.type === SHT.NOBITS || section.type === 0 || section.size === 0) continue
    if (section.offset + section.size > file.size) {
      const message = `section ${section.index} ends at byte ${section.offset + section.size}, the file at ${file.size}: it is cut off`
      faults.add('INVALID_VALUE', message, {})
    }
  }
  faults.throwIfAny()
  return sections
}

function cutOff(name: string) {
  return binaryFault(name, 'the section headers lie outside the file: it is cut off')
}

function readSection(index: number, reader: NumberReader, at: number): RawSection {
  const wide = reader.bits === 64
  return {
    index,
    name: reader.u32(at),
    type: reader.u32(at + 4),
    // flags above bit 31 are processor-specific and of no use here
    flags: Number(reader.word(at + 8) & 0xffffffffn),
    address: reader.word(at + (wide ? 16 : 12)),
    offset: Number(reader.word(at + (wide ? 24 : 16))),
    size: Number(reader.word(at + (wide ? 32 : 20))),
    link: reader.u32(at + (wide ? 40 : 24)),
    info: reader.u32(at + (wide ? 44 : 28)),
    align: Number(reader.word(at + (wide ? 48 : 32))),
    entrySize: Number(reader.word(at + (wide ? 56 : 36))),
  }
}

/** Signed, the addresses of all but few machines are exact numbers. Of the others, count from the lowest section. */
function chooseAddressBase(bits: 32 | 64, sections: readonly RawSection[]): bigint {
  if (bits === 32) return 0n
  let lowest: bigint | undefined
  for (const { flags, address } of sections) {
    if ((flags & SHF.ALLOC) === 0) continue
    const signed = BigInt.asIntN(64, address)
    const exact = signed < 2n ** 52n && signed > -(2n ** 52n)
    if (!exact && (lowest === undefined || address < lowest)) lowest = address
  }
  return lowest === undefined ? 0n : lowest & ~0xffffffffn
}

function sectionNames(
  name: string,
  file: RandomAccess,
  header: Header,
  sections: readonly RawSection[],
): Uint8Array {
  const SHN_XINDEX = 0xffff
  const index = header.sectionNames === SHN_XINDEX ? (sections[0]?.link ?? 0) : header.sectionNames
  const section = sections[index]
  if (index === 0 || section === undefined) return new Uint8Array()
  if (section.type === SHT.NOBITS) throw binaryFault(name, 'the section names are not in the file')
  return file.read(section.offset, section.size)
}

function sectionOf(
  elf: Pick<Elf, 'name' | 'bits' | 'littleEndian'>,
  file: RandomAccess,
  raw: RawSection,
  names: Uint8Array,
  addressBase: bigint,
): Section {
  const name = textAt(names, raw.name, 1024)
  return {
    index: raw.index,
    name,
    type: raw.type,
    flags: raw.flags,
    address: Number(elf.bits === 64 ? BigInt.asIntN(64, raw.address - addressBase) : raw.address),
    offset: raw.offset,
    size: raw.size,
    link: raw.link,
    info: raw.info,
    align: raw.align,
    entrySize: raw.entrySize,
    data() {
      if (raw.type === SHT.NOBITS || raw.type === 0) return new Uint8Array()
      const bytes = file.read(raw.offset, raw.size)
      if ((raw.flags & SHF.COMPRESSED) !== 0) return decompressSection(elf, name, bytes)
      return name.startsWith('.zdebug') ? decompressOldSection(elf.name, name, bytes) : bytes
    },
  }
}

function readSegments(
  file: RandomAccess,
  header: Header,
  sections: readonly RawSection[],
  bits: 32 | 64,
  littleEndian: boolean,
  addressBase: bigint,
): Segment[] {
  const wide = bits === 64
  const stride = header.programEntrySize
  const PN_XNUM = 0xffff
  const count = header.programCount === PN_XNUM ? (sections[0]?.info ?? 0) : header.programCount
  if (header.programOffset === 0 || stride < (wide ? 56 : 32)) return []
  const bytes = file.read(header.programOffset, count * stride)
  const reader = readerOf(bytes, bits, littleEndian)
  const segments: Segment[] = []
  for (let at = 0; at + stride <= bytes.length; at += stride) {
    const address = reader.word(at + (wide ? 16 : 8))
    segments.push({
      type: reader.u32(at),
      flags: reader.u32(at + (wide ? 4 : 24)),
      offset: Number(reader.word(at + (wide ? 8 : 4))),
      address: Number(wide ? BigInt.asIntN(64, address - addressBase) : address),
      fileSize: Number(reader.word(at + (wide ? 32 : 16))),
      memorySize: Number(reader.word(at + (wide ? 40 : 20))),
    })
  }
  return segments
}
