// SPDX-License-Identifier: Apache-2.0
import { SLOT } from './constants.ts'
import { ELSEWHERE, type EntryReader } from './entries.ts'
import { readerOf, type Readers } from './readers.ts'
import { unitAt, type Unit } from './units.ts'

/** What the entry of a function says of it, with what it leaves to its specification and its abstract origin. */
export interface FunctionEntry {
  readonly name: string | undefined
  readonly linkageName: string | undefined
  /** Number in the line table of `fileUnit`. */
  readonly file: number | undefined
  readonly fileUnit: Unit
  readonly line: number | undefined
  readonly external: boolean
  readonly artificial: boolean
  /** DW_AT_inline: the compiler put it into others at least once. */
  readonly inlined: boolean
}

// a definition points to its abstract origin, that to a declaration; more than a handful is a circle
const MAX_HOPS = 8

/** DWARF 5, sections 2.13.2 (specification) and 3.3.8 (abstract origin). Overwrites what the entry readers hold. */
export function readFunctionEntry(
  readers: Readers,
  units: readonly Unit[],
  startUnit: Unit,
  startAt: number,
): FunctionEntry {
  let unit = startUnit
  let at = startAt
  let name: string | undefined
  let linkageName: string | undefined
  let file: number | undefined
  let fileUnit = startUnit
  let line: number | undefined
  let external = false
  let artificial = false
  let inlined = false
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const entries = readerOf(readers, unit)
    const { form, value } = entries
    if (!entries.readAt(unit, at)) break
    name ??= entries.text(unit, SLOT.NAME)
    linkageName ??= entries.text(unit, SLOT.LINKAGE_NAME)
    if (file === undefined && form[SLOT.DECL_FILE] !== 0) {
      file = value[SLOT.DECL_FILE]
      fileUnit = unit
    }
    if (line === undefined && form[SLOT.DECL_LINE] !== 0) line = value[SLOT.DECL_LINE]
    if (form[SLOT.EXTERNAL] !== 0 && value[SLOT.EXTERNAL] !== 0) external = true
    if (form[SLOT.ARTIFICIAL] !== 0 && value[SLOT.ARTIFICIAL] !== 0) artificial = true
    // DW_INL_inlined, DW_INL_declared_inlined
    if (form[SLOT.INLINE] !== 0 && (value[SLOT.INLINE] === 1 || value[SLOT.INLINE] === 3))
      inlined = true
    const next =
      entries.reference(unit, SLOT.SPECIFICATION) ?? entries.reference(unit, SLOT.ABSTRACT_ORIGIN)
    if (next === undefined || next === ELSEWHERE || next === at) break
    const nextUnit = unitAt(units, next)
    if (nextUnit === undefined || next < nextUnit.firstEntry + nextUnit.shift) break
    unit = nextUnit
    at = next
  }
  return { name, linkageName, file, fileUnit, line, external, artificial, inlined }
}

/** The names by which a symbol of the function may go. Keeps what the entry readers hold. */
export function namesOf(
  readers: Readers,
  units: readonly Unit[],
  unit: Unit,
  at: number,
): string[] {
  const { name, linkageName } = keeping(readers[0], () =>
    readFunctionEntry(readers, units, unit, at),
  )
  return [name, linkageName].filter((text) => text !== undefined && text !== '') as string[]
}

function keeping<T>(entries: EntryReader, act: () => T): T {
  const form = entries.form.slice()
  const value = entries.value.slice()
  const result = act()
  entries.form.set(form)
  entries.value.set(value)
  return result
}
