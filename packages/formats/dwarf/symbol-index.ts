// SPDX-License-Identifier: Apache-2.0
import { layoutOf } from '../elf/relocations.ts'
import type { Elf } from '../elf/elf.ts'
import { symbolColumns, type SymbolColumns } from '../elf/symbols.ts'
import { lastAtOrBelow, type Memory } from './memory.ts'

/** Symbols of code and data in the loaded sections, sorted by address. */
export interface SymbolIndex {
  readonly columns: SymbolColumns
  readonly count: number
  /** By place in the order: where it begins, its number in the table. */
  readonly start: Float64Array
  readonly number: Uint32Array
  isFunction(place: number): boolean
  /** Functions and objects; the rest are labels and marks of linker scripts. */
  isTyped(place: number): boolean
  size(place: number): number
  name(place: number): string
  /** Places in the order whose symbols begin in [start, end). */
  from(start: number): number
}

const TYPE = { NONE: 0, OBJECT: 1, FUNCTION: 2, INDIRECT: 10 } as const

/** By the symbol table of the image, or of its separate debug file, or what is left for the dynamic linker. */
export function indexSymbols(
  image: Elf,
  separate: Elf | undefined,
  memory: Memory,
): SymbolIndex | undefined {
  const source =
    [image, ...(separate ? [separate] : [])].find((elf) => symbolColumns(elf, 'symtab')) ?? image
  const columns = symbolColumns(source)
  if (columns === undefined) return undefined
  const relocatable = source.kind === 'relocatable'
  const layout = layoutOf(source)
  const addressOf = (i: number) =>
    columns.value(i) + (relocatable ? (layout[columns.section(i)] ?? 0) : 0)
  const isWanted = (i: number) => {
    const type = columns.info(i) & 15
    const section = columns.section(i)
    return (
      section > 0 &&
      (type === TYPE.FUNCTION ||
        type === TYPE.OBJECT ||
        type === TYPE.INDIRECT ||
        type === TYPE.NONE) &&
      memory.liveness(addressOf(i), false) !== 'dead'
    )
  }
  let count = 0
  for (let i = 1; i < columns.count; i++) if (isWanted(i)) count++
  const unsorted = new Float64Array(count)
  const numbers = new Uint32Array(count)
  for (let i = 1, at = 0; i < columns.count; i++) {
    if (!isWanted(i)) continue
    unsorted[at] = addressOf(i)
    numbers[at++] = i
  }
  // sorting numbers alone is many times as fast as sorting with a comparison; each symbol then finds its place
  const start = unsorted.toSorted()
  const number = new Uint32Array(count)
  const used = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const first = lastAtOrBelow(start, (unsorted[i] ?? 0) - 0.5) + 1
    const place = first + (used[first] ?? 0)
    used[first] = (used[first] ?? 0) + 1
    number[place] = numbers[i] ?? 0
  }
  const type = (place: number) => columns.info(number[place] ?? 0) & 15
  return {
    columns,
    count,
    start,
    number,
    isFunction: (place) => type(place) === TYPE.FUNCTION || type(place) === TYPE.INDIRECT,
    isTyped: (place) => type(place) !== TYPE.NONE,
    size: (place) => columns.size(number[place] ?? 0),
    name: (place) => columns.name(number[place] ?? 0),
    from: (address) => lastAtOrBelow(start, address - 0.5) + 1,
  }
}

/** Whether a symbol is of a function, or of a part or clone of it: `f`, `f.cold`, `f.constprop.0`, `f@@VERSION`. */
export function isSymbolOf(symbol: string, name: string): boolean {
  if (name === '' || !symbol.startsWith(name)) return false
  const next = symbol[name.length]
  return next === undefined || next === '.' || next === '@'
}
