// SPDX-License-Identifier: Apache-2.0
import { signedWord } from '../elf/numbers.ts'
import type { Bytes } from './sections.ts'

/** A place in a section that numbers are read from, one after the other. Reading past the end is a RangeError. */
export interface Cursor {
  at: number
  readonly section: Bytes
  readonly littleEndian: boolean
}

export function u8(cursor: Cursor): number {
  return cursor.section.view.getUint8(cursor.at++)
}

export function u16(cursor: Cursor): number {
  cursor.at += 2
  return cursor.section.view.getUint16(cursor.at - 2, cursor.littleEndian)
}

export function u32(cursor: Cursor): number {
  cursor.at += 4
  return cursor.section.view.getUint32(cursor.at - 4, cursor.littleEndian)
}

/** Inexact above 2^53. */
function u64(cursor: Cursor): number {
  cursor.at += 8
  return unsigned64(cursor.section.view, cursor.at - 8, cursor.littleEndian)
}

export function unsigned64(view: DataView, at: number, littleEndian: boolean): number {
  const first = view.getUint32(at, littleEndian)
  const second = view.getUint32(at + 4, littleEndian)
  return littleEndian ? second * 0x100000000 + first : first * 0x100000000 + second
}

/** 32-bit addresses are unsigned, 64-bit ones signed (see `Elf.addressBase`). */
export function addressAt(
  view: DataView,
  at: number,
  size: number,
  littleEndian: boolean,
  baseHigh: number,
): number {
  if (size === 4) return view.getUint32(at, littleEndian)
  if (size === 8) {
    const first = view.getUint32(at, littleEndian)
    const second = view.getUint32(at + 4, littleEndian)
    return littleEndian ? signedWord(second, first, baseHigh) : signedWord(first, second, baseHigh)
  }
  if (size === 2) return view.getUint16(at, littleEndian)
  return view.getUint8(at)
}

/** An offset or length of the 32-bit or 64-bit DWARF format. */
export function offset(cursor: Cursor, size: 4 | 8): number {
  return size === 4 ? u32(cursor) : u64(cursor)
}

/** Inexact above 2^53; such values are out of any range that we compare with. */
export function uleb(cursor: Cursor): number {
  let value = 0
  let scale = 1
  for (;;) {
    const byte = cursor.section.view.getUint8(cursor.at++)
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
    scale *= 128
  }
}

export function sleb(cursor: Cursor): number {
  let value = 0
  let scale = 1
  for (;;) {
    const byte = cursor.section.view.getUint8(cursor.at++)
    value += (byte & 0x7f) * scale
    scale *= 128
    if (byte < 0x80) return byte & 0x40 ? value - scale : value
  }
}
