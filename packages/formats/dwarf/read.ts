// SPDX-License-Identifier: Apache-2.0
import { binaryFault } from '../elf/access.ts'
import type { Elf } from '../elf/elf.ts'
import { FormatError } from '../fault/index.ts'
import { assignFunctions } from './assign.ts'
import { assemblerFunctions } from './assembler.ts'
import type { CodeUnit, FunctionCode, ImageCode } from './code.ts'
import { TAG, UT } from './constants.ts'
import { describer } from './describe.ts'
import { entryReader } from './entries.ts'
import { gather, type Gathered } from './gather.ts'
import { memoryOf } from './memory.ts'
import { hasDebugInfo, readDebugSections, type DebugSections } from './sections.ts'
import { indexSymbols } from './symbol-index.ts'
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
 * @throws FormatError where the debug information is damaged.
 */
export function readCode(elf: Elf, separate?: Elf): ImageCode {
  try {
    return read(elf, separate)
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    // reading past the end of a section
    if (cause instanceof RangeError) throw binaryFault(elf.name, 'the debug information is cut off')
    throw cause
  }
}

function read(elf: Elf, separate: Elf | undefined): ImageCode {
  const source = hasDebugInfo(elf) ? elf : separate && hasDebugInfo(separate) ? separate : undefined
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
  const sections = readDebugSections(source)
  const units = readUnits(sections)
  const entries = entryReader(sections)
  const gathered = gather(entries, units.units, memory, symbols)
  const assigned = assignFunctions(gathered, units.units)
  const describe = describer(entries, units.units, gathered)
  const withoutCode = nameWithoutCode(gathered, symbols)
  const codeUnits: CodeUnit[] = []
  for (const unit of units.units) {
    if (!isCompiled(unit)) continue
    const functions: FunctionCode[] = []
    for (const one of assigned(unit)) {
      const entry = describe.entry(unit, one)
      const code = describe.function(unit, one, entry)
      const there = isAbsent(code) && withoutCode(code, entry, describe.source(unit))
      functions.push(there ? { ...code, presence: 'own' } : code)
    }
    functions.push(...assemblerFunctions(entries, unit, functions, symbols, memory, describe))
    const live = gathered.liveUnits[unit.index] === 1 || functions.some((code) => !isAbsent(code))
    codeUnits.push(describe.unit(unit, functions, live))
  }
  const uncovered = uncoveredCode(memory, gathered.covered, symbols())
  const remarks = remarksOf(sections, units, gathered, codeUnits)
  return {
    debug:
      codeUnits.length === 0 || codeUnits.every(({ splitInto }) => splitInto !== undefined)
        ? 'none'
        : remarks.length === 0 && uncovered.every(({ section }) => MADE_BY_LINKERS.test(section))
          ? 'full'
          : 'partial',
    units: codeUnits,
    remarks,
    uncovered,
  }
}

function isAbsent({ presence }: FunctionCode): boolean {
  return presence === 'dropped' || presence === 'unplaced'
}

const MADE_BY_LINKERS = /^\.(?:plt|iplt|init|fini|MIPS\.stubs|glink)\b/

function isCompiled(unit: Unit): boolean {
  const isType = unit.type === UT.TYPE || unit.type === UT.SPLIT_TYPE
  return !isType && unit.type !== UT.PARTIAL && unit.root.tag !== TAG.PARTIAL_UNIT
}

function remarksOf(
  sections: DebugSections,
  units: Units,
  gathered: Gathered,
  codeUnits: readonly CodeUnit[],
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
  if (gathered.elsewhere > 0) {
    remarks.push(
      `${gathered.elsewhere} pieces of code are of functions described in a supplementary file (.gnu_debugaltlink)`,
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
