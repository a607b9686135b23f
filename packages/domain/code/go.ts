// SPDX-License-Identifier: Apache-2.0
import type { GoFunctions } from '@headwater/formats/go-binary'
import type { ProgramFunctions } from './given.ts'
import { goNames, type GoNames } from './go-names.ts'

/** What the build information says of how names of packages are written in the program. */
export interface GoProgram {
  /** Minor number of Go 1; undefined for versions that say none. */
  readonly minor?: number
  /** Import path of the main package, which the program calls `main`. */
  readonly mainPath?: string
  /** Modules that stand in the place of others: their packages bear the names of those. */
  readonly replacements: readonly { readonly path: string; readonly by: string }[]
  /** Names of the symbol table, where there is one: it has variables and types too. */
  readonly symbols?: Iterable<string>
}

/** Since Go 1.21 a closure's name tells which functions were inlined around it (Go issue 60324). */
const CLOSURES_TELL = 21

/**
 * The functions of a program of Go by import path. Undefined where the names cannot be those of the sources: then nothing
 * follows from one that is missing.
 */
export function goFunctionsOf(
  { names, files, hasInlined }: GoFunctions,
  program: GoProgram,
): ProgramFunctions | undefined {
  // a table that was cut, that of a program whose runtime is elsewhere, or written anew by a tool that hides names
  if (!names.has('runtime.main') || !names.has('main.main')) return undefined
  const known = goNames(names, program.symbols ?? [])
  const folders = foldersOf(files)
  const { minor = 0 } = program
  const named = (path: string): readonly string[] => namesOfPackage(path, program, known)
  const hasFile = (path: string): boolean => !known.has(`vendor/${path}`) && folders.has(path)
  return {
    isComplete: hasInlined,
    hasPackage: (path) => named(path).some((each) => known.has(each)),
    find(path, symbol) {
      for (const each of named(path)) {
        const found = known.find(each, symbol)
        if (found !== undefined) return found
      }
      return undefined
    },
    doubt(path, symbol) {
      const own = named(path)
      const packageThere = own.find((each) => known.has(each))
      if (packageThere === undefined) {
        return own.some(hasFile)
          ? `code of a source of ${path} is there, though no function of it has a name`
          : undefined
      }
      if (symbol === undefined) return undefined
      if (minor < CLOSURES_TELL) {
        return `${path} is there, and Go before 1.${CLOSURES_TELL} leaves no name of a function that is inlined down to its closures`
      }
      const namesake = known.namesake(packageThere, symbol)
      if (namesake !== undefined) {
        return `${symbol} may be ${namesake} of ${path}: a method may be promoted or an interface's`
      }
      const closure = known.closureOf(symbol)
      return closure && `${closure} may be a closure of ${symbol}`
    },
  }
}

/** Under which paths the program may know a package. */
function namesOfPackage(
  path: string,
  { mainPath, replacements }: GoProgram,
  known: GoNames,
): readonly string[] {
  const names = [path]
  for (const { path: replaced, by } of replacements) {
    if (path === by || path.startsWith(`${by}/`)) names.push(replaced + path.slice(by.length))
  }
  // `go build main.go` does not say which package it is of
  const mayBeMain = mainPath === undefined || mainPath === 'command-line-arguments'
  if (path === mainPath || (mayBeMain && !names.some((each) => known.has(each)))) names.push('main')
  return names
}

/**
 * All endings of folders of sources, without versions and with capitals as import paths have them:
 * `/go/pkg/mod/github.com/!burnt!sushi/toml@v1.0.0/lib/a.go` has `github.com/BurntSushi/toml/lib`.
 */
function foldersOf(files: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const file of files) folders.add(file.slice(0, Math.max(0, file.lastIndexOf('/'))))
  const endings = new Set<string>()
  for (const folder of folders) {
    const path = folder
      .replaceAll(/@[^/]*/g, '')
      .replaceAll(/!([a-z])/g, (_, letter: string) => letter.toUpperCase())
    let parts = 0
    for (let at = path.length; at > 0 && parts < MOST_PARTS; parts++) {
      at = path.lastIndexOf('/', at - 1)
      endings.add(path.slice(at + 1))
    }
  }
  return endings
}

const MOST_PARTS = 32
