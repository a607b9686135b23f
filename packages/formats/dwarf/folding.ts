// SPDX-License-Identifier: Apache-2.0
import type { Assigned } from './assign.ts'
import type { FunctionCode } from './code.ts'
import type { Gathered } from './gather.ts'
import { recordAt } from './records.ts'
import type { SymbolIndex } from './symbol-index.ts'

/**
 * A linker that folds equal functions (`--icf` of lld) keeps one of them and lets the debug information of the others point
 * to nothing, as it does for what it leaves out. A symbol is all that tells the two apart.
 */
export interface Folding {
  /** A function that was left out by its debug information; `isThere`: a symbol says that it was folded. */
  note(functions: FunctionCode[], assigned: Assigned, isThere: boolean): void
  /** Takes back what does not follow in an image in which functions were, or may have been, folded. */
  settle(): void
}

export function foldingIn(gathered: Gathered, symbols: () => SymbolIndex | undefined): Folding {
  const { records } = gathered
  const doubtful: {
    readonly functions: FunctionCode[]
    readonly at: number
    readonly within: readonly number[]
  }[] = []
  /** Roots of functions that were folded, by their entries. */
  const folded = new Set<number>()
  let lacks: boolean | undefined
  return {
    note(functions, { entry, droppedWithin }, isThere) {
      if (isThere) {
        folded.add(entry)
        return
      }
      // without names of local functions a folded one leaves no trace
      lacks ??= lacksNames(gathered, symbols())
      if (lacks || droppedWithin.length > 0) {
        doubtful.push({ functions, at: functions.length, within: droppedWithin })
      }
    },
    settle() {
      const isFolded = (record: number): boolean => {
        const entry = records.entry[record] ?? 0
        const origin = records.origin[recordAt(records, entry)] ?? entry
        return folded.has(entry) || folded.has(origin)
      }
      for (const { functions, at, within } of doubtful) {
        const code = functions[at]
        // what was inlined into a folded function is in the one that was kept
        if (code !== undefined && (lacks === true || within.some(isFolded))) {
          const { leftOut: _, ...rest } = code
          functions[at] = { ...rest, presence: 'unplaced' }
        }
      }
    },
  }
}

/** Whether some function of the image has no symbol where it begins: `-x` of linkers and of `strip`. */
function lacksNames({ records }: Gathered, symbols: SymbolIndex | undefined): boolean {
  if (symbols === undefined) return true
  const begins = (address: number): boolean => {
    const at = symbols.from(address)
    return at < symbols.count && symbols.start[at] === address
  }
  for (let i = 0; i < records.count; i++) {
    const address = records.address[i] ?? 0
    if (!Number.isFinite(address) || begins(address)) continue
    // assemblers write the Thumb bit into addresses of functions
    if (address % 2 !== 1 || !begins(address - 1)) return true
  }
  return false
}
