// SPDX-License-Identifier: Apache-2.0
import type { Elf } from '../elf/elf.ts'
import { assignFunctions } from './assign.ts'
import { assemblerFunctions } from './assembler.ts'
import type { CodeUnit, FunctionCode, ImageCode } from './code.ts'
import { TAG, UT } from './constants.ts'
import { describer } from './describe.ts'
import { foldingIn } from './folding.ts'
import { gather, type Gathered } from './gather.ts'
import { guarded } from './guard.ts'
import { memoryOf } from './memory.ts'
import { recordAt } from './records.ts'
import type { FunctionEntry } from './names.ts'
import { isForgetful, isLto } from './producer.ts'
import { readersOf } from './readers.ts'
import { debugSource, readDebugSections, type DebugSections } from './sections.ts'
import { indexSymbols, type SymbolIndex } from './symbol-index.ts'
import { nameWithoutCode } from './aliases.ts'
import { uncoveredCode } from './uncovered.ts'
import { readUnits, type Unit, type Units } from './units.ts'

/**
 * Which functions of which source files are in an ELF file, by its DWARF 2 to 5: with code of their own, only inlined
 * into others, or compiled and dropped.
 *
 * A function that the debug information does not speak of is not in the list; whether that means anything depends on
 * {@link ImageCode.debug} and {@link ImageCode.uncovered}.
 *
 * @param separate the file that the debug information was split off to (`.gnu_debuglink`, build id).
 * @param supplementary the file that `dwz` moved common entries to (`.gnu_debugaltlink`).
 * @throws FormatError where the debug information is damaged.
 */
export function readCode(elf: Elf, separate?: Elf, supplementary?: Elf): ImageCode {
  return guarded(elf.name, () => read(elf, separate, supplementary))
}

function read(elf: Elf, separate?: Elf, supplementary?: Elf): ImageCode {
  const source = debugSource(elf, separate)
  // the sections of a relocatable file have no addresses but those of our own layout, which is made from one file
  const image = source !== undefined && source.kind === 'relocatable' ? source : elf
  const memory = memoryOf(image)
  const symbols = once(() => indexSymbols(image, separate, memory))
  if (source === undefined) {
    const nothing = { pairs: new Float64Array(), count: 0 }
    return {
      debug: 'none',
      units: [],
      remarks: ['there is no debug information'],
      uncovered: uncoveredCode(memory, nothing, symbols()),
    }
  }
  const sections = {
    ...readDebugSections(source),
    ...(supplementary && { supplementary: readDebugSections(supplementary) }),
  }
  const units = readUnits(sections)
  const readers = readersOf(sections)
  const gathered = gather(readers, units.units, memory, symbols)
  const assigned = assignFunctions(elf.name, gathered, units.units)
  const describe = describer(readers, units.units, gathered)
  const withoutCode = nameWithoutCode(gathered, symbols)
  const folding = foldingIn(gathered, symbols)
  const mayBeWithin = copiesMayHide(gathered)
  const codeUnits: CodeUnit[] = []
  for (const unit of units.units) {
    if (!isCompiled(unit)) continue
    const functions: FunctionCode[] = []
    const missing = readers[0].missingTexts()
    for (const one of assigned(unit)) {
      const entry = describe.entry(unit, one)
      const code = describe.function(unit, one, entry)
      const there = isAbsent(code) && withoutCode(code, entry, describe.source(unit))
      const name = code.name === '' ? symbolAt(gathered, one.entry, symbols()) : code.name
      if (name === '') continue
      if (code.presence === 'dropped') folding.note(functions, one, there)
      const isLost = code.presence === 'dropped' && mayBeWithin(entry, unit)
      const presence = there ? 'own' : isLost ? 'unplaced' : code.presence
      functions.push({ ...code, name, presence, ...(!there && isLost && { leftOut: true }) })
    }
    functions.push(...assemblerFunctions(readers[0], unit, functions, symbols, memory, describe))
    const live = gathered.liveUnits[unit.index] === 1 || functions.some((code) => !isAbsent(code))
    const complete =
      unit.root.splitInto === undefined &&
      gathered.elsewhere[unit.index] === 0 &&
      readers[0].missingTexts() === missing
    codeUnits.push(describe.unit(unit, functions, { live, complete }))
  }
  folding.settle()
  const uncovered = uncoveredCode(memory, gathered.covered, symbols())
  const remarks = remarksOf(sections, units, gathered, codeUnits, readers[0].missingTexts())
  return {
    debug: codeUnits.every(({ splitInto }) => splitInto !== undefined)
      ? 'none'
      : remarks.length === 0 && uncovered.every(({ section }) => MADE_BY_LINKERS.test(section))
        ? 'full'
        : 'partial',
    units: codeUnits,
    remarks,
    uncovered,
  }
}

/**
 * Its own code was left out, and a copy within another function may be here: optimized to a constant or a comparison, it has
 * no instruction of its own, and no compiler tells of the copy. GCC marks functions that it inlined at all (DW_AT_inline), Clang does not.
 */
function copiesMayHide(gathered: Gathered): (entry: FunctionEntry, unit: Unit) => boolean {
  const { records, liveUnits } = gathered
  const hasCode = liveUnits.slice()
  for (let i = 0; i < records.count; i++) {
    if (Number.isFinite(records.address[i])) hasCode[records.unit[i] ?? 0] = 1
  }
  // with link-time optimization the mark was made before anything was inlined, and copies may be in any unit
  return ({ inlined }, unit) =>
    isLto(unit) || ((inlined || isForgetful(unit)) && hasCode[unit.index] === 1)
}

/** The name of a function that is described in a file which is not here. */
function symbolAt(gathered: Gathered, entry: number, symbols: SymbolIndex | undefined): string {
  const address = gathered.records.address[recordAt(gathered.records, entry)]
  if (symbols === undefined || address === undefined) return ''
  const at = symbols.from(address)
  return at < symbols.count && symbols.start[at] === address ? symbols.name(at) : ''
}

function isAbsent({ presence }: FunctionCode): boolean {
  return presence === 'dropped' || presence === 'unplaced'
}

const MADE_BY_LINKERS = /^\.(?:plt|iplt|init|fini|MIPS\.stubs|glink)\b/

function isCompiled(unit: Unit): boolean {
  if (unit.space !== 0) return false
  const isType = unit.type === UT.TYPE || unit.type === UT.SPLIT_TYPE
  return !isType && unit.type !== UT.PARTIAL && unit.root.tag !== TAG.PARTIAL_UNIT
}

function remarksOf(
  sections: DebugSections,
  units: Units,
  gathered: Gathered,
  codeUnits: readonly CodeUnit[],
  missingTexts: number,
): string[] {
  const remarks: string[] = []
  for (const version of units.unknownVersions) {
    remarks.push(`units of DWARF version ${version} were not read`)
  }
  if (sections.unknownRelocations > 0) {
    remarks.push(
      `${sections.unknownRelocations} relocations of the debug sections are of types that we do not know`,
    )
  }
  const split = codeUnits.flatMap(({ splitInto }) => splitInto ?? [])
  if (split.length > 0) {
    const some = split.slice(0, 5).join(', ')
    remarks.push(
      `the functions of ${split.length} units are described in other files (split DWARF): ${some}${split.length > 5 ? ', ...' : ''}`,
    )
  }
  const elsewhere = gathered.elsewhere.reduce((sum, count) => sum + count, 0)
  if (elsewhere + missingTexts > 0) {
    remarks.push(
      `${elsewhere} pieces of code and ${missingTexts} names are described in a supplementary file that is not here (.gnu_debugaltlink)`,
    )
  }
  if (gathered.doubtful > 0) {
    remarks.push(
      `${gathered.doubtful} functions claim address 0, where no symbol says what is there; they are taken to be in the image`,
    )
  }
  return remarks
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
