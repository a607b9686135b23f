// SPDX-License-Identifier: Apache-2.0
import type { FunctionCode } from './code.ts'
import type { Gathered } from './gather.ts'
import { lastAtOrBelow } from './memory.ts'
import type { FunctionEntry } from './names.ts'
import type { SymbolIndex } from './symbol-index.ts'

/**
 * Tells of functions without code of their own whether a symbol says that they are there nevertheless: merged with an equal
 * one (identical code folding), or an alias. A symbol where a function of the same name is known to be speaks for that one.
 */
export function nameWithoutCode(
  gathered: Gathered,
  symbols: () => SymbolIndex | undefined,
): (code: FunctionCode, entry: FunctionEntry, source: string) => boolean {
  let known: ReadonlyMap<string, 'global' | ReadonlySet<string>> | undefined
  return (code, entry, source) => {
    known ??= strangeSymbols(gathered, symbols())
    const found = known.get(code.linkageName ?? code.name)
    if (found === undefined) return false
    return found === 'global' ? entry.external : found.has(baseName(source))
  }
}

/**
 * Function symbols at addresses where no function of the debug information begins or where others share the address: by
 * name, `global` or the source files of local ones.
 */
function strangeSymbols(
  gathered: Gathered,
  symbols: SymbolIndex | undefined,
): ReadonlyMap<string, 'global' | ReadonlySet<string>> {
  const found = new Map<string, 'global' | Set<string>>()
  if (symbols === undefined) return found
  const { records } = gathered
  const begins = records.address.subarray(0, records.count).filter(Number.isFinite).sort()
  const files = fileOfSymbols(symbols)
  for (let i = 0; i < symbols.count; i++) {
    if (!symbols.isFunction(i)) continue
    const start = symbols.start[i] ?? 0
    const shares =
      (i > 0 && symbols.start[i - 1] === start) ||
      (i + 1 < symbols.count && symbols.start[i + 1] === start)
    const at = lastAtOrBelow(begins, start)
    if (!shares && at >= 0 && begins[at] === start) continue
    const name = symbols.name(i)
    const isLocal = symbols.columns.info(symbols.number[i] ?? 0) >> 4 === 0
    if (!isLocal) found.set(name, 'global')
    else {
      const file = files(symbols.number[i] ?? 0)
      const known = found.get(name)
      if (known === undefined) found.set(name, new Set([file]))
      else if (known !== 'global') known.add(file)
    }
  }
  return found
}

/** The STT_FILE symbol that a local symbol follows. */
function fileOfSymbols(symbols: SymbolIndex): (number: number) => string {
  const FILE = 4
  const { columns } = symbols
  const numbers: number[] = []
  for (let i = 1; i < columns.count; i++) if ((columns.info(i) & 15) === FILE) numbers.push(i)
  const sorted = Float64Array.from(numbers)
  return (number) => {
    const at = sorted[lastAtOrBelow(sorted, number)]
    return at === undefined ? '' : baseName(columns.name(at))
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
