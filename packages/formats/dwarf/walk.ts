// SPDX-License-Identifier: Apache-2.0
import { LANGUAGES_WITHOUT_METHODS, SLOT, TAG, UT } from './constants.ts'
import { ABBREVIATION } from './abbreviations.ts'
import { abbreviationOf, damaged, type EntryReader } from './entries.ts'
import { addressOfZero } from './ranges.ts'
import type { Unit, UnitRoot } from './units.ts'

/** Told of each function while the entries of a unit are walked, in the order of the file. */
export interface WalkListener {
  /**
   * A DW_TAG_subprogram that is no declaration; its attributes are in the entry reader. Gives its number, or {@link IN_NONE} if it
   * has no code.
   */
  subprogram(unit: Unit, place: number): number
  /** A DW_TAG_inlined_subroutine within the code of function number `into`. */
  inlined(unit: Unit, into: number): void
  /** A DW_TAG_imported_unit. */
  imported(unit: Unit): void
}

export const IN_NONE = -1

/** The first entry of a unit: DWARF 5, section 3.1. */
export function readRoot(entries: EntryReader, unit: Unit): UnitRoot {
  if (!entries.readAt(unit, unit.firstEntry + unit.shift))
    throw damaged(entries.sections.name, unit)
  const { form, value } = entries
  const number = (slot: number) => (form[slot] === 0 ? undefined : value[slot])
  const old = unit.version < 5
  // the bases stand behind what counts from them
  const bases = {
    tag: entries.tag(),
    base: 0,
    hasRanges: form[SLOT.RANGES] !== 0,
    strOffsetsBase: number(SLOT.STR_OFFSETS_BASE) ?? (unit.offsetSize === 8 ? 16 : 8),
    addrBase: number(SLOT.ADDR_BASE) ?? (old ? 0 : unit.offsetSize === 8 ? 16 : 8),
    rnglistsBase: number(SLOT.RNGLISTS_BASE) ?? (old ? 0 : unit.offsetSize === 8 ? 20 : 12),
  }
  unit.root = bases
  const text = (slot: number) => entries.text(unit, slot)
  const name = text(SLOT.NAME)
  const folder = text(SLOT.COMP_DIR)
  const producer = text(SLOT.PRODUCER)
  const language = number(SLOT.LANGUAGE)
  const lines = number(SLOT.STMT_LIST)
  const splitInto = text(SLOT.DWO_NAME)
  return {
    ...bases,
    // DW_AT_GNU_ranges_base of a skeleton counts for the ranges in its split unit, not for its own
    ...(old && { rnglistsBase: 0 }),
    base:
      entries.address(unit, SLOT.LOW_PC) ??
      addressOfZero(entries.sections.baseHigh, unit.addressSize),
    ...(name !== undefined && { name }),
    ...(folder !== undefined && { folder }),
    ...(producer !== undefined && { producer }),
    ...(language !== undefined && { language }),
    ...(lines !== undefined && { lines }),
    ...(splitInto !== undefined && { splitInto }),
  }
}

/**
 * Walks all entries of a unit, without recursion and without an object for any.
 * @throws FormatError where an entry is damaged.
 */
export function walkUnit(entries: EntryReader, unit: Unit, listener: WalkListener): void {
  if (unit.type === UT.TYPE || unit.type === UT.SPLIT_TYPE) return
  const { bytes } = entries.sections.info
  const table = entries.abbreviations.tableAt(unit.abbreviations, unit)
  const { dense } = table
  const pool = entries.abbreviations.pool()
  const skipsTypes = LANGUAGES_WITHOUT_METHODS.has(unit.root.language ?? 0)
  const { form, value } = entries
  // by depth: the number of the function around
  let around = new Int32Array(64)
  let depth = 0
  let into = IN_NONE
  let at = unit.firstEntry
  const { end } = unit
  while (at < end) {
    const entry = at
    let code = bytes[at++] ?? 0
    if (code >= 0x80) {
      code &= 0x7f
      let scale = 128
      for (;;) {
        const byte = bytes[at++] ?? 0
        code += (byte & 0x7f) * scale
        if (byte < 0x80) break
        scale *= 128
      }
    }
    if (code === 0) {
      // the end of the children; of the root's: what follows is padding
      depth--
      if (depth <= 0) return
      into = around[depth] ?? IN_NONE
      continue
    }
    const index = (code < dense.length ? dense[code] : abbreviationOf(table, code)) ?? 0
    if (index === 0) throw damaged(entries.sections.name, unit)
    let inside = into
    let skipped = false
    switch (pool[index + ABBREVIATION.TAG]) {
      case TAG.SUBPROGRAM:
        at = entries.read(unit, at, index)
        if (form[SLOT.DECLARATION] === 0 || value[SLOT.DECLARATION] === 0) {
          inside = listener.subprogram(unit, entry + unit.shift)
        }
        break
      case TAG.INLINED_SUBROUTINE:
        if (into === IN_NONE) at = entries.skip(unit, at, index)
        else {
          at = entries.read(unit, at, index)
          listener.inlined(unit, into)
        }
        break
      case TAG.STRUCTURE_TYPE:
      case TAG.UNION_TYPE:
      case TAG.ENUMERATION_TYPE:
      case TAG.ARRAY_TYPE:
      case TAG.SUBROUTINE_TYPE:
        if (skipsTypes && pool[index + ABBREVIATION.CHILDREN] === 1) {
          at = entries.read(unit, at, index)
          const sibling = (entries.reference(unit, SLOT.SIBLING) ?? 0) - unit.shift
          if (sibling > at && sibling <= end) {
            at = sibling
            skipped = true
          }
        } else at = entries.skip(unit, at, index)
        break
      case TAG.IMPORTED_UNIT:
        at = entries.read(unit, at, index)
        listener.imported(unit)
        break
      default:
        at = entries.skip(unit, at, index)
    }
    if (at > end) throw damaged(entries.sections.name, unit)
    if (!skipped && pool[index + ABBREVIATION.CHILDREN] === 1) {
      if (depth + 1 >= around.length) {
        const larger = new Int32Array(around.length * 2)
        larger.set(around)
        around = larger
      }
      around[depth] = into
      depth++
      into = inside
    } else if (depth === 0) return
  }
}
