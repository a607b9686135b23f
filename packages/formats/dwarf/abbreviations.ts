// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import { FORM, SLOT_OF_ATTRIBUTE, TAG } from './constants.ts'
import { uleb, sleb, type Cursor } from './cursor.ts'
import { SKIP, sizeOfForm, type FormSizes } from './forms.ts'
import type { DebugSections } from './sections.ts'

/**
 * All abbreviation tables of a file, compiled into one array of numbers. An abbreviation is, from its index on:
 * tag, 1 if it has children, bytes of its attributes (or -1), where its attributes begin in the array (0 if the tag is not
 * looked at), then how to pass over it (as {@link SKIP} or a count of bytes, ended by 0), then the attributes: slot and form
 * packed, the value of an implicit constant; ended by 0.
 */
export interface Abbreviations {
  readonly pool: () => Int32Array
  /** Index into the pool for each code, 0 for codes that do not exist. */
  tableAt(offset: number, sizes: FormSizes): AbbreviationTable
}

export interface AbbreviationTable {
  readonly dense: Int32Array
  readonly sparse: ReadonlyMap<number, number>
}

export const ABBREVIATION = { TAG: 0, CHILDREN: 1, SIZE: 2, ATTRIBUTES: 3, SKIP: 4 } as const

/** Entries of these tags are read; the rest is passed over. */
const READ_TAGS: ReadonlySet<number> = new Set([
  TAG.COMPILE_UNIT,
  TAG.PARTIAL_UNIT,
  TAG.SKELETON_UNIT,
  TAG.TYPE_UNIT,
  TAG.SUBPROGRAM,
  TAG.INLINED_SUBROUTINE,
  TAG.IMPORTED_UNIT,
  // for their DW_AT_sibling
  TAG.STRUCTURE_TYPE,
  TAG.UNION_TYPE,
  TAG.ENUMERATION_TYPE,
  TAG.ARRAY_TYPE,
  TAG.SUBROUTINE_TYPE,
])

export function compileAbbreviations(sections: DebugSections): Abbreviations {
  const tables = new Map<string, AbbreviationTable>()
  const state: Pool = { numbers: new Int32Array(1024), length: 1 }
  // tables of different units may be the same but do not overlap otherwise; a file in which they do would make us read
  // the section once for each unit
  let budget = sections.abbrev.bytes.length * 8 + 0x10000
  return {
    pool: () => state.numbers,
    tableAt(offset, sizes) {
      const key = `${offset} ${sizes.addressSize} ${sizes.offsetSize} ${sizes.version <= 2 ? 2 : 3}`
      let table = tables.get(key)
      if (table === undefined) {
        const cursor = { at: offset, section: sections.abbrev, littleEndian: sections.littleEndian }
        table = compileTable(sections.name, cursor, sizes, state)
        budget -= cursor.at - offset
        if (budget < 0) {
          throw binaryFault(
            sections.name,
            'the abbreviation tables of .debug_abbrev overlap',
            'LIMIT',
          )
        }
        tables.set(key, table)
      }
      return table
    },
  }
}

interface Pool {
  numbers: Int32Array
  length: number
}

function compileTable(
  name: string,
  cursor: Cursor,
  sizes: FormSizes,
  pool: Pool,
): AbbreviationTable {
  const codes: number[] = []
  const indexes: number[] = []
  let largest = 0
  // a table that ends with the section needs no closing zero
  while (cursor.at < cursor.section.bytes.length) {
    const code = uleb(cursor)
    if (code === 0) break
    codes.push(code)
    indexes.push(pool.length)
    if (code > largest) largest = code
    compileAbbreviation(name, cursor, sizes, pool)
  }
  if (largest > codes.length * 4 + 64) {
    return {
      dense: new Int32Array(0),
      sparse: new Map(codes.map((code, i) => [code, indexes[i] ?? 0])),
    }
  }
  const dense = new Int32Array(largest + 1)
  for (let i = 0; i < codes.length; i++) dense[codes[i] ?? 0] = indexes[i] ?? 0
  return { dense, sparse: EMPTY }
}

const EMPTY: ReadonlyMap<number, number> = new Map()

function compileAbbreviation(name: string, cursor: Cursor, sizes: FormSizes, pool: Pool): void {
  const start = pool.length
  const tag = uleb(cursor)
  const children = cursor.section.view.getUint8(cursor.at++)
  // a code of our own keeps tags of vendors apart without being larger than a number of the pool
  push(pool, tag > 0xffff ? 0xffff : tag)
  push(pool, children === 0 ? 0 : 1)
  push(pool, -1)
  push(pool, 0)
  const attributes: number[] = []
  let fixed = 0
  let variable = false
  for (;;) {
    const attribute = uleb(cursor)
    const form = uleb(cursor)
    const constant = form === FORM.IMPLICIT_CONST ? sleb(cursor) : 0
    if (attribute === 0 && form === 0) break
    const size = sizeOfForm(form, sizes)
    if (size === SKIP.UNKNOWN) {
      throw binaryFault(
        name,
        `.debug_abbrev has a form that we do not know (0x${form.toString(16)})`,
      )
    }
    if (size >= 0) fixed += size
    else {
      variable = true
      if (fixed > 0) push(pool, fixed)
      push(pool, size)
      fixed = 0
    }
    if (READ_TAGS.has(tag)) {
      attributes.push(((SLOT_OF_ATTRIBUTE.get(attribute) ?? NO_SLOT) << 16) | form)
      if (form === FORM.IMPLICIT_CONST) attributes.push(constant)
    }
  }
  if (fixed > 0) push(pool, fixed)
  push(pool, 0)
  if (!variable) pool.numbers[start + ABBREVIATION.SIZE] = fixed
  if (attributes.length > 0) {
    pool.numbers[start + ABBREVIATION.ATTRIBUTES] = pool.length
    for (const number of attributes) push(pool, number)
    push(pool, 0)
  }
}

const NO_SLOT = 0xff

function push(pool: Pool, number: number): void {
  if (pool.length === pool.numbers.length) {
    const larger = new Int32Array(pool.numbers.length * 2)
    larger.set(pool.numbers)
    pool.numbers = larger
  }
  pool.numbers[pool.length++] = number
}
