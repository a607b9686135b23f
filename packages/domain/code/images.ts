// SPDX-License-Identifier: Apache-2.0
import type { CodeUnit, FunctionCode, ImageCode } from '@headwater/formats/dwarf'
import { demangle } from '@headwater/formats/mangling'
import { basename, normalPath } from '../inventory/index.ts'
import { isTied, type Body } from './body.ts'
import type { GivenImage } from './given.ts'
import { baseOf, namesOf, type Names } from './names.ts'

/** One image that was looked into: what its debug information and its symbols say, by file and by name. */
export interface ImageView {
  readonly name: string
  /** Functions of files of that name (last part of the path, lower case). */
  bodiesNamed(name: string): readonly Body[]
  /** Compiled units whose source is at one of the paths. */
  unitsAt(paths: readonly string[]): readonly CodeUnit[]
  /**
   * Why an image that nothing but debug information describes may hold code of a file that this does not name: `text` is
   * what the file defines.
   */
  hides(text: Names | undefined): string | undefined
  /** Whether compilers that leave out inlined functions made some of it. */
  readonly isForgetful: boolean
  /** Why no function can be told to be absent from it. */
  readonly gap: string | undefined
  /** A symbol that may be the function and that no debug information accounts for; `file`: a path of the function's. */
  strayOf(name: string, file: string): string | undefined
}

export function viewImage(name: string, { code, symbols, isAlone }: GivenImage): ImageView {
  const bodies = once(() => bodiesIn(code, name))
  const units = once(() => unitsByName(code))
  const strays = once(() => straysIn(code, symbols ?? []))
  const gap = gapOf(code, symbols !== undefined, name)
  return {
    name,
    bodiesNamed: (key) => bodies().get(key) ?? [],
    unitsAt(paths) {
      const named = new Set(paths.map((path) => basename(path)))
      return [...named].flatMap((each) =>
        (units().get(each) ?? []).filter(({ source }) =>
          paths.some((path) => isTied(path, source)),
        ),
      )
    },
    isForgetful: code.units.some(({ forgetful, live }) => forgetful && live),
    gap,
    hides: (text) => (isAlone ? (gap ?? hiddenIn(code, name, text)) : undefined),
    strayOf: (asked, file) => strays()(baseOf(asked), basename(file)),
  }
}

/** Split DWARF is told of each unit; functions at address 0 were taken as there. */
const HARMLESS = /split DWARF|claim address 0/

function gapOf(code: ImageCode, hasSymbols: boolean, name: string): string | undefined {
  if (code.debug === 'none') return `${name} has no debug information`
  const remark = code.remarks.find((each) => !HARMLESS.test(each))
  if (remark !== undefined) return `the debug information of ${name} is not understood: ${remark}`
  // link-time optimization inlines functions into those of other units
  if (code.units.some(({ lto, complete }) => lto && !complete)) {
    return `the debug information of ${name}, which was optimized as a whole, is not complete`
  }
  return hasSymbols
    ? undefined
    : `${name} has no symbol table against which its debug information could be checked`
}

/** Code of objects without debug information bears the names of functions that their sources define. */
function hiddenIn(code: ImageCode, name: string, text: Names | undefined): string | undefined {
  for (const { section, size, symbols } of code.uncovered) {
    if (MADE_BY_LINKERS.test(section)) continue
    if (symbols.length === 0) {
      return `${size} bytes of code of ${name} have neither debug information nor a name`
    }
    if (text === undefined) {
      return `${name} has code without debug information (${symbols[0] ?? ''}), and nobody says what the file defines`
    }
    const known = symbols.find((symbol) => mayName(symbol, text))
    if (known !== undefined) return `${name} has a function ${known} without debug information`
  }
  return undefined
}

/** Scopes may be written otherwise than in the text, so that each part counts; a symbol that we do not understand may be any. */
function mayName(symbol: string, text: Names): boolean {
  if (text.has(symbol)) return true
  const parts = partsOfSymbol(symbol)
  return parts === undefined ? isMangled(symbol) : parts.some((part) => text.has(part))
}

const MADE_BY_LINKERS = /^\.(?:plt|iplt|init|fini|MIPS\.stubs|glink)\b/

interface Lists {
  readonly own: string[]
  readonly inlined: string[]
  readonly dropped: string[]
  readonly unplaced: string[]
  readonly lines: Map<string, number[]>
  readonly into: Map<string, readonly string[]>
}

function bodiesIn(code: ImageCode, image: string): ReadonlyMap<string, readonly Body[]> {
  const byFile = new Map<string, Lists>()
  for (const { functions } of code.units) {
    for (const one of functions) {
      if (one.name === '') continue
      let lists = byFile.get(one.file)
      if (lists === undefined) {
        lists = {
          own: [],
          inlined: [],
          dropped: [],
          unplaced: [],
          lines: new Map(),
          into: new Map(),
        }
        byFile.set(one.file, lists)
      }
      note(lists, one)
    }
  }
  const byName = new Map<string, Body[]>()
  for (const [path, lists] of byFile) {
    const file = normalPath(path)
    const key = basename(file).toLowerCase()
    const body: Body = {
      file,
      image,
      level: 'function-linked',
      own: namesOf(lists.own),
      inlined: namesOf(lists.inlined),
      dropped: namesOf(lists.dropped),
      unplaced: namesOf(lists.unplaced),
      lines: lists.lines,
      into: lists.into,
    }
    const list = byName.get(key)
    if (list) list.push(body)
    else byName.set(key, [body])
  }
  return byName
}

function note(lists: Lists, { name, line, presence, inlinedInto }: FunctionCode): void {
  lists[presence].push(name)
  if (line !== undefined) {
    const lines = lists.lines.get(name)
    if (lines) lines.push(line)
    else lists.lines.set(name, [line])
  }
  if (inlinedInto !== undefined && !lists.into.has(name)) lists.into.set(name, inlinedInto)
}

function unitsByName(code: ImageCode): ReadonlyMap<string, readonly CodeUnit[]> {
  const byName = new Map<string, CodeUnit[]>()
  for (const unit of code.units) {
    const key = basename(unit.source)
    const list = byName.get(key)
    if (list) list.push(unit)
    else byName.set(key, [unit])
  }
  return byName
}

/**
 * Symbols of functions beyond those that debug information places: of objects without it, and of functions that the
 * compiler did not describe (Clang's `-gline-tables-only` leaves out those that nothing is inlined into).
 */
function straysIn(
  code: ImageCode,
  symbols: NonNullable<GivenImage['symbols']>,
): (base: string, file: string) => string | undefined {
  const described = new Map<string, number>()
  for (const { functions } of code.units) {
    for (const { name, linkageName, presence } of functions) {
      if (presence !== 'own') continue
      const symbol = linkageName ?? name
      described.set(symbol, (described.get(symbol) ?? 0) + 1)
    }
  }
  const addresses = new Map<string, Set<number>>()
  const files = new Map<string, Set<string>>()
  for (const { name, type, section, value, bind, file } of symbols) {
    if ((type !== 'function' && type !== 'indirect') || section === 'undefined' || name === '')
      continue
    const known = addresses.get(name)
    if (known) known.add(value)
    else addresses.set(name, new Set([value]))
    if (bind !== 'local' || file === undefined) filesOf(files, name).add('')
    else filesOf(files, name).add(basename(file))
  }
  const strays = new Map<string, readonly string[]>()
  for (const [name, places] of addresses) {
    if (places.size <= (described.get(name) ?? 0)) continue
    strays.set(name, [...(files.get(name) ?? [])])
  }
  const mangled = [...strays.keys()].filter(isMangled)
  const fits = (symbol: string, file: string): boolean =>
    strays.get(symbol)?.some((from) => from === '' || from === file) ?? false
  const named = once(() => mangled.map((symbol) => ({ symbol, parts: partsOfSymbol(symbol) })))
  return (base, file) => {
    if (fits(base, file)) return base
    const part = `${base.length}${base}`
    return named().find(
      ({ symbol, parts }) =>
        (parts === undefined ? symbol.includes(part) : namesIt(parts, base)) && fits(symbol, file),
    )?.symbol
  }
}

function isMangled(symbol: string): boolean {
  return symbol.startsWith('_Z') || symbol.startsWith('_R')
}

/** Undefined for symbols that we do not understand: those may name whatever they hold. */
function partsOfSymbol(symbol: string): readonly string[] | undefined {
  return demangle(symbol)?.path.split('::').map(baseOf)
}

/** Its scope too: of a function that is inlined, a lambda within may be all that is left. */
function namesIt(parts: readonly string[], base: string): boolean {
  return parts.includes(base) || (isConversion(base) && parts.some(isConversion))
}

/** Types of conversions are written in more than one way. */
function isConversion(base: string): boolean {
  return /^operator\w/.test(base)
}

function filesOf(files: Map<string, Set<string>>, name: string): Set<string> {
  const known = files.get(name)
  if (known !== undefined) return known
  const fresh = new Set<string>()
  files.set(name, fresh)
  return fresh
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
