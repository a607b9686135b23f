// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import type { Elf } from '../elf/elf.ts'
import { entryReader } from './entries.ts'
import { readLineHeader } from './line-header.ts'
import { runLineProgram } from './line-program.ts'
import { guarded } from './guard.ts'
import { memoryOf } from './memory.ts'
import { debugSource, readDebugSections } from './sections.ts'
import { readUnits } from './units.ts'
import { readRoot } from './walk.ts'

/** Which lines of which files have code in an ELF file, by its line tables. */
export interface ImageLines {
  /** Paths as {@link CodeUnit.source}; only files with code. */
  readonly files: readonly string[]
  /** Lines of a file that have code, ascending; empty for a file that has none or that the line tables do not name. */
  coveredLines(file: string): readonly LineRange[]
}

/** From `first` to `last`, both included, counted from 1. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/**
 * Reads the line tables (DWARF 2 to 5). A line without code is no proof that its statement is not there: optimization
 * moves and merges.
 * @param separate the file that the debug information was split off to.
 * @throws FormatError where they are damaged.
 */
export function linesOf(elf: Elf, separate?: Elf): ImageLines {
  return guarded(elf.name, () => read(elf, separate))
}

function read(elf: Elf, separate: Elf | undefined): ImageLines {
  const source = debugSource(elf, separate)
  const pages = newPages(elf.name)
  const ids = new Map<string, number>()
  if (source !== undefined) {
    const memory = memoryOf(source.kind === 'relocatable' ? source : elf)
    const isLive = (address: number) => memory.liveness(address, false) !== 'dead'
    const sections = readDebugSections(source)
    const entries = entryReader(sections)
    const seen = new Set<number>()
    for (const unit of readUnits(sections).units) {
      unit.root = readRoot(entries, unit)
      const { lines } = unit.root
      if (lines === undefined || seen.has(lines) || sections.line.bytes.length === 0) continue
      seen.add(lines)
      const header = readLineHeader(sections, lines, unit)
      if (header === undefined) continue
      const idOf = new Map<number, number>()
      runLineProgram(sections, header, isLive, (file, line) => {
        let id = idOf.get(file)
        if (id === undefined) {
          const path = header.path(file)
          id = path === undefined ? -1 : (ids.get(path) ?? ids.size)
          if (path !== undefined) ids.set(path, id)
          idOf.set(file, id)
        }
        // line 0: the compiler's own doing
        if (id >= 0 && line > 0 && line < MAX_LINE) pages.mark(id, line)
      })
    }
  }
  return {
    files: [...ids.keys()],
    coveredLines(file) {
      const id = ids.get(file)
      return id === undefined ? [] : pages.ranges(id)
    },
  }
}

const MAX_LINE = 2 ** 24

/** Marks lines in pages of 256, so that few lines of a long file take little. */
function newPages(name: string) {
  const WORDS = 8
  // a browser's line tables have some hundred thousand
  const MAX_PAGES = 4_000_000
  const pageOf = new Map<number, number>()
  const keysOf = new Map<number, number[]>()
  let words = new Uint32Array(1024 * WORDS)
  const keyOf = (file: number, line: number) => file * (MAX_LINE / 256) + (line >>> 8)
  let lastKey = -1
  let lastPage = 0
  return {
    mark(file: number, line: number): void {
      const key = keyOf(file, line)
      if (key !== lastKey) {
        let page = pageOf.get(key)
        if (page === undefined) {
          page = pageOf.size
          if (page === MAX_PAGES)
            throw binaryFault(name, 'the line tables name too many lines', 'LIMIT')
          pageOf.set(key, page)
          const keys = keysOf.get(file)
          if (keys === undefined) keysOf.set(file, [key])
          else keys.push(key)
          if ((page + 1) * WORDS > words.length) {
            const larger = new Uint32Array(words.length * 2)
            larger.set(words)
            words = larger
          }
        }
        lastKey = key
        lastPage = page
      }
      const at = lastPage * WORDS + ((line & 255) >>> 5)
      words[at] = (words[at] ?? 0) | (1 << (line & 31))
    },
    ranges(file: number): LineRange[] {
      const first = keyOf(file, 0)
      const pages = (keysOf.get(file) ?? []).sort((a, b) => a - b)
      const ranges: { first: number; last: number }[] = []
      for (const key of pages) {
        const page = pageOf.get(key) ?? 0
        for (let i = 0; i < 256; i++) {
          if (((words[page * WORDS + (i >>> 5)] ?? 0) & (1 << (i & 31))) === 0) continue
          const line = (key - first) * 256 + i
          const last = ranges.at(-1)
          if (last !== undefined && last.last === line - 1) last.last = line
          else ranges.push({ first: line, last: line })
        }
      }
      return ranges
    },
  }
}
