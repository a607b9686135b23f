// SPDX-License-Identifier: Apache-2.0
import { binaryFault, textAt } from '../elf/access.ts'
import {
  ABBREVIATION,
  compileAbbreviations,
  type Abbreviations,
  type AbbreviationTable,
} from './abbreviations.ts'
import { FORM, SLOT } from './constants.ts'
import { addressAt, sleb, uleb, unsigned64, type Cursor } from './cursor.ts'
import { SKIP, sizeOfForm } from './forms.ts'
import type { Bytes, DebugSections } from './sections.ts'
import { SUPPLEMENTARY_SHIFT, type Unit } from './units.ts'

/**
 * Reads single entries of .debug_info into slots that are used again for the next one: no object for an entry. After
 * {@link EntryReader.read}, `form[slot]` is the form of an attribute (0: absent) and `value[slot]` its raw value.
 */
export interface EntryReader {
  readonly sections: DebugSections
  readonly form: Uint16Array
  readonly value: Float64Array
  readonly abbreviations: Abbreviations
  /** Reads the attributes at `at` by the abbreviation at `index` of the pool; gives where they end. */
  read(unit: Unit, at: number, index: number): number
  /** Passes over the attributes at `at`. */
  skip(unit: Unit, at: number, index: number): number
  /** Reads one whole entry by its place. False if there is none of a tag that we read. */
  readAt(unit: Unit, place: number): boolean
  /** How many texts were asked for that are in a supplementary file which is not here. */
  missingTexts(): number
  /** The tag that {@link EntryReader.readAt} met. */
  tag(): number
  text(unit: Unit, slot: number): string | undefined
  address(unit: Unit, slot: number): number | undefined
  /** The place that is referred to; ELSEWHERE for one into a file that we do not have. */
  reference(unit: Unit, slot: number): number | undefined
}

/** A reference into a supplementary file (`dwz`) that is not here, or to a type by its signature. */
export const ELSEWHERE = -1

export function entryReader(sections: DebugSections): EntryReader {
  const { info, littleEndian: little, baseHigh } = sections
  const { bytes, view } = info
  const form = new Uint16Array(SLOT.COUNT + 1)
  const value = new Float64Array(SLOT.COUNT + 1)
  const abbreviations = compileAbbreviations(sections)
  const text = textReader(sections)
  const cursor: Cursor = { at: 0, section: info, littleEndian: little }
  let lastTag = 0
  let missingTexts = 0

  /** One attribute into its slot; leaves `cursor` behind it. */
  function readForm(unit: Unit, wanted: number, slot: number): void {
    let actual = wanted
    while (actual === FORM.INDIRECT) actual = uleb(cursor)
    const at = cursor.at
    form[slot] = actual
    switch (actual) {
      case FORM.ADDR:
        value[slot] = addressAt(view, at, unit.addressSize, little, baseHigh)
        cursor.at = at + unit.addressSize
        return
      case FORM.DATA1:
      case FORM.REF1:
      case FORM.FLAG:
      case FORM.STRX1:
      case FORM.ADDRX1:
        value[slot] = view.getUint8(at)
        cursor.at = at + 1
        return
      case FORM.DATA2:
      case FORM.REF2:
      case FORM.STRX2:
      case FORM.ADDRX2:
        value[slot] = view.getUint16(at, little)
        cursor.at = at + 2
        return
      case FORM.STRX3:
      case FORM.ADDRX3: {
        const [a, b, c] = [view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2)]
        value[slot] = little ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c
        cursor.at = at + 3
        return
      }
      case FORM.DATA4:
      case FORM.REF4:
      case FORM.REF_SUP4:
      case FORM.STRX4:
      case FORM.ADDRX4:
        value[slot] = view.getUint32(at, little)
        cursor.at = at + 4
        return
      case FORM.DATA8:
      case FORM.REF8:
      case FORM.REF_SUP8:
      case FORM.REF_SIG8:
        value[slot] = unsigned64(view, at, little)
        cursor.at = at + 8
        return
      case FORM.FLAG_PRESENT:
        value[slot] = 1
        return
      case FORM.UDATA:
      case FORM.REF_UDATA:
      case FORM.STRX:
      case FORM.ADDRX:
      case FORM.LOCLISTX:
      case FORM.RNGLISTX:
      case FORM.GNU_ADDR_INDEX:
      case FORM.GNU_STR_INDEX:
        value[slot] = uleb(cursor)
        return
      case FORM.SDATA:
        value[slot] = sleb(cursor)
        return
      default:
        value[slot] = at
        readSized(unit, actual, slot)
    }
  }

  function readSized(unit: Unit, actual: number, slot: number): void {
    const size = sizeOfForm(actual, unit)
    if (size === SKIP.UNKNOWN) throw damaged(sections.name, unit)
    const at = cursor.at
    if (size < 0) cursor.at = passOver(at, size, unit)
    else {
      // DW_FORM_data16 is a number of no use here; the others are offsets
      if (size === 4) value[slot] = view.getUint32(at, little)
      else if (size === 8) value[slot] = unsigned64(view, at, little)
      cursor.at = at + size
    }
  }

  function passOver(at: number, how: number, unit: Unit): number {
    switch (how) {
      case SKIP.ULEB: {
        let end = at
        while ((bytes[end] ?? 0) >= 0x80) end++
        return end + 1
      }
      case SKIP.STRING: {
        const end = bytes.indexOf(0, at)
        return end < 0 ? bytes.length + 1 : end + 1
      }
      case SKIP.BLOCK1:
        return at + 1 + view.getUint8(at)
      case SKIP.BLOCK2:
        return at + 2 + view.getUint16(at, little)
      case SKIP.BLOCK4:
        return at + 4 + view.getUint32(at, little)
      case SKIP.BLOCK: {
        cursor.at = at
        const length = uleb(cursor)
        return cursor.at + length
      }
      case SKIP.INDIRECT: {
        cursor.at = at
        const actual = uleb(cursor)
        const size = sizeOfForm(actual, unit)
        if (size >= 0) return cursor.at + size
        if (size === SKIP.UNKNOWN || size === SKIP.INDIRECT) throw damaged(sections.name, unit)
        return passOver(cursor.at, size, unit)
      }
      default:
        throw damaged(sections.name, unit)
    }
  }

  return {
    sections,
    form,
    value,
    abbreviations,
    text(unit, slot) {
      const kind = form[slot] ?? 0
      const isAway = kind === FORM.GNU_STRP_ALT || kind === FORM.STRP_SUP
      if (isAway && !sections.supplementary) missingTexts++
      return text(unit, kind, value[slot] ?? 0)
    },
    missingTexts: () => missingTexts,
    tag: () => lastTag,
    read(unit, start, index) {
      const pool = abbreviations.pool()
      form.fill(0)
      cursor.at = start
      let next = pool[index + ABBREVIATION.ATTRIBUTES] ?? 0
      if (next === 0) return start
      for (;;) {
        const packed = pool[next++] ?? 0
        if (packed === 0) return cursor.at
        const wanted = packed & 0xffff
        const slot = Math.min(packed >> 16, SLOT.COUNT)
        if (wanted === FORM.IMPLICIT_CONST) {
          form[slot] = wanted
          value[slot] = pool[next++] ?? 0
        } else readForm(unit, wanted, slot)
      }
    },
    skip(unit, start, index) {
      const pool = abbreviations.pool()
      const size = pool[index + ABBREVIATION.SIZE] ?? -1
      if (size >= 0) return start + size
      let at = start
      for (let i = index + ABBREVIATION.SKIP; ; i++) {
        const how = pool[i] ?? 0
        if (how > 0) at += how
        else if (how === 0) return at
        else if (how === SKIP.ULEB) {
          while ((bytes[at] ?? 0) >= 0x80) at++
          at++
        } else at = passOver(at, how, unit)
      }
    },
    readAt(unit, place) {
      cursor.at = place - unit.shift
      const code = uleb(cursor)
      const index = abbreviationOf(abbreviations.tableAt(unit.abbreviations, unit), code)
      if (index === 0) return false
      lastTag = abbreviations.pool()[index] ?? 0
      this.read(unit, cursor.at, index)
      return true
    },
    address(unit, slot) {
      switch (form[slot]) {
        case FORM.ADDR:
          return value[slot]
        case FORM.ADDRX:
        case FORM.ADDRX1:
        case FORM.ADDRX2:
        case FORM.ADDRX3:
        case FORM.ADDRX4:
        case FORM.GNU_ADDR_INDEX:
          return indexedAddress(sections, unit, value[slot] ?? 0)
        default:
          return undefined
      }
    },
    reference(unit, slot) {
      const raw = value[slot] ?? 0
      switch (form[slot]) {
        case 0:
          return undefined
        case FORM.REF1:
        case FORM.REF2:
        case FORM.REF4:
        case FORM.REF8:
        case FORM.REF_UDATA:
          return unit.shift + unit.offset + raw
        case FORM.REF_ADDR:
          return unit.shift + raw
        case FORM.GNU_REF_ALT:
        case FORM.REF_SUP4:
        case FORM.REF_SUP8:
          return sections.supplementary ? SUPPLEMENTARY_SHIFT + raw : ELSEWHERE
        default:
          return ELSEWHERE
      }
    },
  }
}

export function abbreviationOf(table: AbbreviationTable, code: number): number {
  return (code < table.dense.length ? table.dense[code] : table.sparse.get(code)) ?? 0
}

/** DW_FORM_addrx and its kin: DWARF 5, section 7.27. */
export function indexedAddress(sections: DebugSections, unit: Unit, index: number): number {
  const at = unit.root.addrBase + index * unit.addressSize
  const { view } = sections.addr
  if (at + unit.addressSize > view.byteLength) {
    throw binaryFault(sections.name, `address ${index} lies outside .debug_addr`)
  }
  return addressAt(view, at, unit.addressSize, sections.littleEndian, sections.baseHigh)
}

export function damaged(name: string, unit: Unit) {
  return binaryFault(name, `the unit at byte ${unit.offset} of .debug_info is damaged`)
}

/** Texts by form and value. The same place gives the same string: names recur in each unit that includes a header. */
function textReader(sections: DebugSections) {
  const caches = new Map<Bytes, Map<number, string>>()
  const { info, str, lineStr, strOffsets } = sections
  const all = [info, str, lineStr, ...(sections.supplementary ? [sections.supplementary.str] : [])]
  let left = all.reduce((sum, { bytes }) => sum + bytes.length, 0) * 8 + 0x100000
  const from = (section: Bytes, at: number): string => {
    let cache = caches.get(section)
    if (cache === undefined) caches.set(section, (cache = new Map()))
    let text = cache.get(at)
    if (text === undefined) {
      text = textAt(section.bytes, at)
      left -= text.length + 1
      if (left < 0) throw binaryFault(sections.name, 'names overlap in .debug_str', 'LIMIT')
      cache.set(at, text)
    }
    return text
  }
  return (unit: Unit, form: number, value: number): string | undefined => {
    switch (form) {
      case FORM.STRING:
        return textAt(info.bytes, value)
      case FORM.STRP:
        return from(str, value)
      case FORM.LINE_STRP:
        return from(lineStr, value)
      case FORM.GNU_STRP_ALT:
      case FORM.STRP_SUP:
        return sections.supplementary && from(sections.supplementary.str, value)
      case FORM.STRX:
      case FORM.STRX1:
      case FORM.STRX2:
      case FORM.STRX3:
      case FORM.STRX4:
      case FORM.GNU_STR_INDEX: {
        const at = unit.root.strOffsetsBase + value * unit.offsetSize
        if (at + unit.offsetSize > strOffsets.view.byteLength) return undefined
        return from(
          str,
          unit.offsetSize === 4
            ? strOffsets.view.getUint32(at, sections.littleEndian)
            : unsigned64(strOffsets.view, at, sections.littleEndian),
        )
      }
      default:
        return undefined
    }
  }
}
