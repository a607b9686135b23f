// SPDX-License-Identifier: Apache-2.0
import type { FunctionCode } from './code.ts'
import { LANGUAGE } from './constants.ts'
import type { Describer } from './describe.ts'
import type { EntryReader } from './entries.ts'
import type { Memory } from './memory.ts'
import { rangeReader } from './ranges.ts'
import type { SymbolIndex } from './symbol-index.ts'
import type { Unit } from './units.ts'

/** Assemblers describe lines but mostly no functions: those of a unit are the symbols within its addresses. */
export function assemblerFunctions(
  entries: EntryReader,
  unit: Unit,
  known: readonly FunctionCode[],
  symbols: () => SymbolIndex | undefined,
  memory: Memory,
  describe: Describer,
): FunctionCode[] {
  const { language } = unit.root
  if (language !== LANGUAGE.MIPS_ASSEMBLER && language !== LANGUAGE.ASSEMBLY) return []
  const index = symbols()
  if (index === undefined || !entries.readAt(unit, unit.firstEntry + unit.shift)) return []
  const ranges = rangeReader(entries)
  if (!ranges.read(unit)) return []
  const names = new Set(known.map(({ name }) => name))
  const functions: FunctionCode[] = []
  for (let i = 0; i < ranges.count; i++) {
    const start = ranges.start[i] ?? 0
    const end = ranges.end[i] ?? start
    if (memory.liveness(start, ranges.fromZero[i] === 1) === 'dead') continue
    for (let s = index.from(start); s < index.count && (index.start[s] ?? 0) < end; s++) {
      // without the version that the dynamic linker knows it by
      const name = index.name(s).replace(/@.*$/s, '')
      // `$x` and its like say where instructions begin; labels of the compiler begin with `.L`
      if (names.has(name) || name === '' || name.startsWith('$') || name.startsWith('.L')) continue
      names.add(name)
      functions.push({ name, file: describe.source(unit), presence: 'own' })
    }
  }
  return functions
}
