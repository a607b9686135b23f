// SPDX-License-Identifier: Apache-2.0
import { MAX_INLINED_INTO, type CodeUnit, type FunctionCode, type LineFile } from './code.ts'
import type { Assigned } from './assign.ts'
import { guarded } from './guard.ts'
import type { Gathered } from './gather.ts'
import { readLineHeader, type LineHeader } from './line-header.ts'
import { readFunctionEntry, type FunctionEntry } from './names.ts'
import { joinPath } from './paths.ts'
import { isForgetful, isLto } from './producer.ts'
import { readerOf, type Readers } from './readers.ts'
import { unitAt, type Unit } from './units.ts'

/** Turns entries into what callers read: names, paths, lines. */
export interface Describer {
  unit(
    unit: Unit,
    functions: readonly FunctionCode[],
    facts: Pick<CodeUnit, 'live' | 'complete'>,
  ): CodeUnit
  entry(unit: Unit, assigned: Assigned): FunctionEntry
  function(unit: Unit, assigned: Assigned, entry: FunctionEntry): FunctionCode
  source(unit: Unit): string
}

export function describer(readers: Readers, units: readonly Unit[], gathered: Gathered): Describer {
  const { records } = gathered
  const headers = lineHeaders(readers)
  const interned = new Map<string, string>()
  const names: (string | undefined)[] = []
  // by line table: paths by number; of the table in use only
  let pathsOf: Unit | undefined
  let paths: (string | undefined)[] = []

  function pathOf(unit: Unit, file: number): string | undefined {
    if (pathsOf !== unit) {
      pathsOf = unit
      paths = []
    }
    let path = paths[file]
    if (path === undefined) {
      const fresh = headers(unit)?.path(file)
      if (fresh === undefined) return undefined
      path = interned.get(fresh) ?? fresh
      interned.set(path, path)
      if (file < 0x100000) paths[file] = path
    }
    return path
  }

  function nameOfRecord(record: number): string {
    let name = names[record]
    if (name === undefined) {
      const at = records.entry[record] ?? 0
      const unit = units[records.unit[record] ?? 0]
      const entry = unit && readFunctionEntry(readers, units, unit, at)
      names[record] = name = entry?.name ?? entry?.linkageName ?? ''
    }
    return name
  }

  function inlinedInto(into: readonly number[]): string[] {
    const distinct = new Set<string>()
    for (const record of into) {
      const name = nameOfRecord(record)
      if (name !== '') distinct.add(name)
      if (distinct.size === MAX_INLINED_INTO) break
    }
    return [...distinct]
  }

  // the skeleton of a split unit has a folder but no name
  const source = ({ root }: Unit) =>
    root.name === undefined ? '' : joinPath(root.folder, root.name)

  return {
    source,
    entry: (unit, { entry }) =>
      readFunctionEntry(readers, units, unitAt(units, entry) ?? unit, entry),
    function(unit, { own, dropped, into }, entry) {
      const file = entry.file === undefined ? undefined : pathOf(entry.fileUnit, entry.file)
      const name = entry.name ?? entry.linkageName ?? ''
      const parents = own ? [] : inlinedInto(into)
      return {
        name,
        ...(entry.linkageName !== undefined &&
          entry.linkageName !== name && { linkageName: entry.linkageName }),
        file: file ?? source(unit),
        ...(entry.line !== undefined && { line: entry.line }),
        ...(entry.artificial && { artificial: true }),
        presence: own ? 'own' : into.length > 0 ? 'inlined' : dropped ? 'dropped' : 'unplaced',
        ...(parents.length > 0 && { inlinedInto: parents }),
      }
    },
    unit(unit, functions, facts) {
      const { folder, producer, language, splitInto } = unit.root
      return {
        source: source(unit),
        ...(folder !== undefined && { compilationFolder: folder }),
        ...(producer !== undefined && { producer }),
        ...(language !== undefined && { language }),
        lto: isLto(unit),
        forgetful: isForgetful(unit),
        ...(splitInto !== undefined && { splitInto }),
        ...facts,
        functions,
        get files() {
          return guarded(readers[0].sections.name, () => filesOf(headers(unit)))
        },
      }
    },
  }
}

function filesOf(header: LineHeader | undefined): LineFile[] {
  const files: LineFile[] = []
  const seen = new Set<string>()
  for (let i = 0; i < (header?.fileCount ?? 0); i++) {
    const path = header?.path(i)
    if (path === undefined || seen.has(path)) continue
    seen.add(path)
    const md5 = header?.md5(i)
    files.push({ path, ...(md5 !== undefined && { md5 }) })
  }
  return files
}

/** The line table of a unit; of the last few that were asked for. */
function lineHeaders(readers: Readers): (unit: Unit) => LineHeader | undefined {
  const recent = new Map<Unit, LineHeader | undefined>()
  return (unit) => {
    const { lines } = unit.root
    const { sections } = readerOf(readers, unit)
    if (lines === undefined || sections.line.bytes.length === 0) return undefined
    if (recent.has(unit)) return recent.get(unit)
    const header = readLineHeader(sections, lines, unit)
    if (recent.size >= 16) {
      const oldest = recent.keys().next().value
      if (oldest !== undefined) recent.delete(oldest)
    }
    recent.set(unit, header)
    return header
  }
}
