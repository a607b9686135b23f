// SPDX-License-Identifier: Apache-2.0
import { binaryFault, textAt } from '../elf/access.ts'
import { FORM } from './constants.ts'
import { offset, u16, u32, u8, uleb, unsigned64, type Cursor } from './cursor.ts'
import { SKIP, sizeOfForm, type FormSizes } from './forms.ts'
import { joinPath } from './paths.ts'
import type { DebugSections } from './sections.ts'
import type { Unit } from './units.ts'

/** The header of a line number program: DWARF 5, section 6.2.4. */
export interface LineHeader extends FormSizes {
  /** Bytes into .debug_line: of the program, and behind it. */
  readonly program: number
  readonly end: number
  readonly minimumLength: number
  readonly lineBase: number
  readonly lineRange: number
  readonly opcodeBase: number
  readonly opcodeLengths: Uint8Array
  readonly fileCount: number
  /** By the number that DW_AT_decl_file and the program give; undefined if there is none. */
  path(file: number): string | undefined
  md5(file: number): string | undefined
}

const VERSIONS: ReadonlySet<number> = new Set([2, 3, 4, 5])

/**
 * The header at `at`, or undefined where the version is not known.
 * @throws FormatError where it is damaged.
 */
export function readLineHeader(
  sections: DebugSections,
  at: number,
  unit: Unit,
): LineHeader | undefined {
  const cursor: Cursor = { at, section: sections.line, littleEndian: sections.littleEndian }
  let length = u32(cursor)
  const offsetSize = length === 0xffffffff ? 8 : 4
  if (offsetSize === 8) length = offset(cursor, 8)
  const end = cursor.at + length
  const version = u16(cursor)
  if (end > sections.line.bytes.length) throw damagedHeader(sections.name, at)
  if (!VERSIONS.has(version)) return undefined
  let { addressSize } = unit
  if (version >= 5) {
    addressSize = u8(cursor)
    cursor.at++
  }
  const headerLength = offset(cursor, offsetSize)
  const program = cursor.at + headerLength
  const minimumLength = u8(cursor)
  // maximum_operations_per_instruction
  if (version >= 4) cursor.at++
  // default_is_stmt
  cursor.at++
  const lineBase = sections.line.view.getInt8(cursor.at++)
  const lineRange = u8(cursor)
  const opcodeBase = u8(cursor)
  const opcodeLengths = sections.line.bytes.subarray(cursor.at - 1, cursor.at + opcodeBase - 1)
  cursor.at += Math.max(0, opcodeBase - 1)
  if (program > end) throw damagedHeader(sections.name, at)
  const sizes: FormSizes = { version, addressSize, offsetSize }
  const files =
    version >= 5
      ? readTables(sections, cursor, sizes, unit, program)
      : readOldTables(cursor, unit, program)
  return {
    ...sizes,
    program,
    end,
    minimumLength,
    lineBase,
    lineRange,
    opcodeBase,
    opcodeLengths,
    ...files,
  }
}

type FileTable = Pick<LineHeader, 'fileCount' | 'path' | 'md5'>

/** DWARF 4, section 6.2.4: folders, then files, as strings; both count from 1. */
function readOldTables(cursor: Cursor, unit: Unit, end: number): FileTable {
  const { bytes } = cursor.section
  const { folder, name } = unit.root
  const folders: number[] = []
  const names: number[] = []
  const folderOf: number[] = []
  const text = () => {
    const start = cursor.at
    const zero = bytes.indexOf(0, start)
    cursor.at = zero < 0 ? bytes.length + 1 : zero + 1
    return start
  }
  while (cursor.at < end && bytes[cursor.at] !== 0) folders.push(text())
  cursor.at++
  while (cursor.at < end && bytes[cursor.at] !== 0) {
    names.push(text())
    folderOf.push(uleb(cursor))
    uleb(cursor)
    uleb(cursor)
  }
  return {
    fileCount: names.length + 1,
    path(file) {
      if (file === 0) return name === undefined ? undefined : joinPath(folder, name)
      const at = names[file - 1]
      if (at === undefined) return undefined
      const inside = folders[(folderOf[file - 1] ?? 0) - 1]
      const into = inside === undefined ? undefined : textAt(bytes, inside, MAX_PATH)
      return joinPath(folder, into, textAt(bytes, at, MAX_PATH))
    },
    md5: () => undefined,
  }
}

const MAX_PATH = 0x4000

/** DWARF 5, section 6.2.4.1. */
const LNCT = { PATH: 1, DIRECTORY_INDEX: 2, MD5: 5 } as const

/** DWARF 5: folders and files in tables that say which columns they have; both count from 0. */
function readTables(
  sections: DebugSections,
  cursor: Cursor,
  sizes: FormSizes,
  unit: Unit,
  end: number,
): FileTable {
  const folders = readTable(sections, cursor, sizes, unit, end)
  const files = readTable(sections, cursor, sizes, unit, end)
  const compilationFolder = folders.text(0)
  return {
    fileCount: files.count,
    path(file) {
      const name = files.text(file)
      if (name === undefined) return undefined
      const index = files.folder(file)
      return joinPath(
        unit.root.folder,
        compilationFolder,
        index === 0 ? undefined : folders.text(index),
        name,
      )
    },
    md5: (file) => files.md5(file),
  }
}

interface Table {
  readonly count: number
  text(index: number): string | undefined
  folder(index: number): number
  md5(index: number): string | undefined
}

function readTable(
  sections: DebugSections,
  cursor: Cursor,
  sizes: FormSizes,
  unit: Unit,
  end: number,
): Table {
  const columns = u8(cursor)
  const format: { content: number; form: number }[] = []
  for (let i = 0; i < columns; i++) format.push({ content: uleb(cursor), form: uleb(cursor) })
  const count = uleb(cursor)
  const names: number[] = []
  const folders: number[] = []
  const digests: number[] = []
  let nameForm = 0
  // each row is a byte at least, so that a count of billions ends with the header
  for (let row = 0; row < count && cursor.at < end && format.length > 0; row++) {
    const before = cursor.at
    for (const { content, form } of format) {
      const start = cursor.at
      const value = readNumber(sections, cursor, form, sizes)
      if (content === LNCT.PATH) {
        names[row] = form === FORM.STRING ? start : value
        nameForm = form
      } else if (content === LNCT.DIRECTORY_INDEX) folders[row] = value
      else if (content === LNCT.MD5 && form === FORM.DATA16) digests[row] = start
    }
    if (cursor.at === before) throw damagedHeader(sections.name, before)
  }
  return {
    count: names.length,
    text(index) {
      const value = names[index]
      return value === undefined ? undefined : textOf(sections, unit, nameForm, value)
    },
    folder: (index) => folders[index] ?? 0,
    md5(index) {
      const at = digests[index]
      return at === undefined
        ? undefined
        : Buffer.from(sections.line.bytes.subarray(at, at + 16)).toString('hex')
    },
  }
}

/** The number that the form holds; of a string, a block or sixteen bytes, where it begins. */
function readNumber(
  sections: DebugSections,
  cursor: Cursor,
  form: number,
  sizes: FormSizes,
): number {
  const size = sizeOfForm(form, sizes)
  const { view, bytes } = sections.line
  const at = cursor.at
  if (size === SKIP.ULEB) return uleb(cursor)
  if (size === SKIP.STRING) {
    const zero = bytes.indexOf(0, at)
    cursor.at = zero < 0 ? bytes.length + 1 : zero + 1
    return at
  }
  if (size === SKIP.BLOCK) {
    const length = uleb(cursor)
    cursor.at += length
    return at
  }
  if (size < 0) throw damagedHeader(sections.name, at)
  cursor.at += size
  switch (size) {
    case 1:
      return view.getUint8(at)
    case 2:
      return view.getUint16(at, sections.littleEndian)
    case 4:
      return view.getUint32(at, sections.littleEndian)
    case 8:
      return unsigned64(view, at, sections.littleEndian)
    default:
      return at
  }
}

function textOf(sections: DebugSections, unit: Unit, form: number, value: number): string {
  switch (form) {
    case FORM.STRING:
      return textAt(sections.line.bytes, value, MAX_PATH)
    case FORM.LINE_STRP:
      return textAt(sections.lineStr.bytes, value, MAX_PATH)
    case FORM.STRP:
      return textAt(sections.str.bytes, value, MAX_PATH)
    case FORM.UDATA:
    case FORM.STRX:
    case FORM.STRX1:
    case FORM.STRX2:
    case FORM.STRX3:
    case FORM.STRX4: {
      const at = unit.root.strOffsetsBase + value * unit.offsetSize
      const { view } = sections.strOffsets
      if (at + 4 > view.byteLength) return ''
      return textAt(sections.str.bytes, view.getUint32(at, sections.littleEndian), MAX_PATH)
    }
    default:
      return ''
  }
}

function damagedHeader(name: string, at: number) {
  return binaryFault(name, `the line table at byte ${at} of .debug_line is damaged`)
}
