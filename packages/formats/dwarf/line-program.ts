// SPDX-License-Identifier: Apache-2.0
import { addressAt, u16, u8, uleb, sleb, type Cursor } from './cursor.ts'
import type { LineHeader } from './line-header.ts'
import type { DebugSections } from './sections.ts'

/** DWARF 5, section 7.22: standard and extended opcodes. */
const LNS = {
  EXTENDED: 0,
  COPY: 1,
  ADVANCE_PC: 2,
  ADVANCE_LINE: 3,
  SET_FILE: 4,
  SET_COLUMN: 5,
  NEGATE_STMT: 6,
  SET_BASIC_BLOCK: 7,
  CONST_ADD_PC: 8,
  FIXED_ADVANCE_PC: 9,
} as const
const LNE = { END_SEQUENCE: 1, SET_ADDRESS: 2 } as const

/**
 * Runs a line number program (DWARF 5, section 6.2.5) and tells of each row in code that `isLive` says is there: the number
 * of the file and the line. The rows of a sequence are there if its first address is.
 */
export function runLineProgram(
  sections: DebugSections,
  header: LineHeader,
  isLive: (address: number) => boolean,
  row: (file: number, line: number) => void,
): void {
  const cursor: Cursor = {
    at: header.program,
    section: sections.line,
    littleEndian: sections.littleEndian,
  }
  let file = 1
  let line = 1
  // addresses within a sequence do not matter: only those it is set to
  let live = false
  while (cursor.at < header.end) {
    const opcode = u8(cursor)
    if (opcode >= header.opcodeBase) {
      line += header.lineBase + ((opcode - header.opcodeBase) % Math.max(1, header.lineRange))
      if (live) row(file, line)
      continue
    }
    switch (opcode) {
      case LNS.EXTENDED: {
        const length = uleb(cursor)
        const next = cursor.at + length
        const extended = length > 0 ? u8(cursor) : 0
        if (extended === LNE.SET_ADDRESS && ADDRESS_SIZES.has(length - 1)) {
          const { view } = sections.line
          live = isLive(
            addressAt(view, cursor.at, length - 1, sections.littleEndian, sections.baseHigh),
          )
        } else if (extended === LNE.END_SEQUENCE) {
          file = 1
          line = 1
          live = false
        }
        cursor.at = next
        break
      }
      case LNS.COPY:
        if (live) row(file, line)
        break
      case LNS.ADVANCE_LINE:
        line += sleb(cursor)
        break
      case LNS.SET_FILE:
        file = uleb(cursor)
        break
      case LNS.FIXED_ADVANCE_PC:
        u16(cursor)
        break
      case LNS.ADVANCE_PC:
      case LNS.SET_COLUMN:
        uleb(cursor)
        break
      case LNS.NEGATE_STMT:
      case LNS.SET_BASIC_BLOCK:
      case LNS.CONST_ADD_PC:
        break
      default:
        // the header says how many operands the others have
        for (let i = header.opcodeLengths[opcode] ?? 0; i > 0; i--) uleb(cursor)
    }
  }
}

const ADDRESS_SIZES: ReadonlySet<number> = new Set([1, 2, 4, 8])
