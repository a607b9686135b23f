// SPDX-License-Identifier: Apache-2.0
import { textAt, textBetween, viewOf } from './access.ts'
import { SHT } from './constants.ts'
import type { Elf, Section } from './elf.ts'

/** The build id (NT_GNU_BUILD_ID) in lower-case hexadecimal. */
export function buildIdOf(elf: Elf): string | undefined {
  for (const section of elf.sections) {
    if (section.type !== SHT.NOTE) continue
    const id = noteOf(section.data(), elf.littleEndian, section.align, 'GNU', 3)
    if (id) return hex(id)
  }
  // a file without section headers has its notes in segments
  const PT_NOTE = 4
  for (const segment of elf.sections.length > 0 ? [] : elf.segments) {
    if (segment.type !== PT_NOTE) continue
    const bytes = elf.file.read(segment.offset, segment.fileSize)
    const id = noteOf(bytes, elf.littleEndian, 4, 'GNU', 3)
    if (id) return hex(id)
  }
  return undefined
}

/** Where the debug information is, if it was split off (`objcopy --add-gnu-debuglink`). */
export interface DebugLink {
  /** A file name without folder. */
  readonly file: string
  /** CRC-32 of the whole of that file. */
  readonly crc32: number
}

export function debugLinkOf(elf: Elf): DebugLink | undefined {
  const bytes = sectionNamed(elf, '.gnu_debuglink')?.data()
  if (bytes === undefined) return undefined
  const file = textAt(bytes, 0)
  const at = (file.length + 4) & ~3
  if (file === '' || at + 4 > bytes.length) return undefined
  return { file, crc32: viewOf(bytes).getUint32(at, elf.littleEndian) }
}

/** The file that `dwz` moved common debug information to: a path as written, and its build id. */
export interface AlternateLink {
  readonly file: string
  readonly buildId: string
}

export function alternateLinkOf(elf: Elf): AlternateLink | undefined {
  const bytes = sectionNamed(elf, '.gnu_debugaltlink')?.data()
  if (bytes === undefined) return undefined
  const end = bytes.indexOf(0)
  if (end < 0) return undefined
  return { file: textBetween(bytes, 0, end), buildId: hex(bytes.subarray(end + 1)) }
}

export function sectionNamed(elf: Elf, name: string): Section | undefined {
  return elf.sections.find((section) => section.name === name)
}

function noteOf(
  bytes: Uint8Array,
  littleEndian: boolean,
  align: number,
  owner: string,
  type: number,
): Uint8Array | undefined {
  const view = viewOf(bytes)
  const step = align === 8 ? 8 : 4
  const padded = (size: number) => Math.ceil(size / step) * step
  for (let at = 0; at + 12 <= bytes.length;) {
    const nameSize = view.getUint32(at, littleEndian)
    const size = view.getUint32(at + 4, littleEndian)
    const description = at + 12 + Math.ceil(nameSize / 4) * 4
    if (description + size > bytes.length) return undefined
    if (
      view.getUint32(at + 8, littleEndian) === type &&
      textAt(bytes, at + 12, nameSize) === owner
    ) {
      return bytes.subarray(description, description + size)
    }
    at = description + padded(size)
  }
  return undefined
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
