// SPDX-License-Identifier: Apache-2.0
import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { readCommand, splitShell, toolNamed } from '../command/index.ts'
import { readStart } from '../recognise/text.ts'
import type { Gap, Step } from '../steps/index.ts'
import type { AskProgram } from './programs.ts'

/** What a link took beside the files that its command names. */
export interface LinkedFiles {
  /** Start files, archives. */
  readonly statically: readonly string[]
  /** Shared libraries, by their real names. */
  readonly dynamically: readonly string[]
  readonly gaps: readonly Gap[]
}

export interface LinkContext {
  readonly ask: AskProgram
  /** What an image says that it loads (DT_NEEDED), and what a shared library calls itself; undefined if that cannot be read. */
  neededBy(image: string): readonly string[] | undefined
  sonameOf(library: string): string | undefined
  /** Whether a path is there; the build's own outputs count too. */
  isThere(path: string): boolean
}

/** Where linkers look when nobody says anything (ld.so(8), Debian's multiarch folders). */
const LAST_FOLDERS = ['/usr/local/lib', '/lib', '/usr/lib']

/**
 * A command says `-lz` and leaves start files and the C library to the compiler: the compiler is asked what it gives to the
 * linker (`-###`, which runs nothing), names are looked up as the linker does, and of shared libraries those count that the
 * image says it loads.
 */
export function findLinked(step: Step, context: LinkContext): LinkedFiles {
  const [output = ''] = step.outputs
  const asked = lineOf(step, context)
  const statically = new Set<string>()
  const shared = new Set<string>()
  const missing: string[] = []
  for (const path of [...step.inputs, ...asked.inputs]) {
    if (isShared(path)) addShared(path)
    else if (!step.inputs.includes(path)) statically.add(path)
  }
  for (const name of asked.libraries) {
    const found = findLibrary(name, asked.folders, asked.isStatic, context)
    if (found === undefined) missing.push(name)
    for (const path of found ?? []) {
      if (isShared(path)) addShared(path)
      else statically.add(path)
    }
  }

  function addShared(path: string): void {
    for (const each of throughScript(path, asked.folders, asked.isStatic, context)) {
      if (isShared(each)) shared.add(realName(each))
      else if (!step.inputs.includes(each)) statically.add(each)
    }
  }

  const needed = context.neededBy(output)
  const loaded =
    needed === undefined ? [...shared] : loadedOf(needed, shared, asked.folders, context)
  return {
    statically: [...statically],
    dynamically: [...new Set(loaded)],
    gaps: [...(missing.length === 0 ? [] : [notFound(output, missing)]), ...asked.gaps],
  }
}

interface LinkLine {
  readonly inputs: readonly string[]
  readonly libraries: readonly string[]
  readonly folders: readonly string[]
  readonly isStatic: boolean
  readonly gaps: readonly Gap[]
}

/** The linker's own command line, where a compiler makes one; what the step says, where not. */
function lineOf(step: Step, { ask }: LinkContext): LinkLine {
  const { command, directory, libraries = [], libraryFolders = [] } = step
  const isStatic = command?.includes('-static') === true
  const own = {
    inputs: [],
    libraries,
    folders: [...libraryFolders, ...LAST_FOLDERS],
    isStatic,
    gaps: [],
  }
  const [program] = command ?? []
  if (command === undefined || program === undefined || toolNamed(program)?.tool !== 'compiler')
    return own
  // a watched build says what the linker opened, start files and all
  if (step.inputs.some((path) => /\/crt[1in]\.o$/.test(path))) return own
  const answer = ask(program, [...command.slice(1), '-###'], directory)
  const line = answer?.err
    .split('\n')
    .findLast((each) => /^\s?"?[^\s"]*(?:collect2|\bld[^\s"/]*)"?\s/.test(each))
  if (line === undefined) {
    const gap: Gap = {
      code: 'tool-missing',
      message: `${program} is not here to say which start files and standard libraries it gave to the linker.`,
      hint: 'Capture on the machine (or in the container) that built.',
      paths: step.outputs,
    }
    return { ...own, gaps: [gap] }
  }
  const [item] = splitShell(line.trim())
  const words = item?.kind === 'command' ? item.argv : []
  const facts = readCommand(['ld', ...words.slice(1)], directory)
  return {
    inputs: facts.inputs.filter((path) => !isTemporary(path)),
    libraries: [
      ...new Set(
        facts.libraries.map(({ name, linkage }) =>
          linkage === 'static' && !name.startsWith(':') ? `:lib${name}.a` : name,
        ),
      ),
    ],
    folders: [...facts.libraryFolders, ...libraryFolders, ...LAST_FOLDERS],
    isStatic: facts.flags.static,
    gaps: [],
  }
}

/** A driver that compiles and links at once hands over objects that it deletes. */
function isTemporary(path: string): boolean {
  return /^\/tmp\/cc\w+\.o$|\/cc\w{6}\.(?:o|res)$|liblto_plugin/.test(path)
}

/** ld(1), `-l`: `:name` is a file name; else the shared library before the archive, folder by folder. */
function findLibrary(
  name: string,
  folders: readonly string[],
  isStatic: boolean,
  context: LinkContext,
): readonly string[] | undefined {
  const names = name.startsWith(':')
    ? [name.slice(1)]
    : isStatic
      ? [`lib${name}.a`]
      : [`lib${name}.so`, `lib${name}.a`]
  for (const folder of folders) {
    for (const each of names) {
      const path = join(folder, each)
      if (context.isThere(path)) return throughScript(path, folders, isStatic, context)
    }
  }
  return undefined
}

/** What `libc.so` may be: a text that names others (ld, "Implicit Linker Scripts": INPUT, GROUP, AS_NEEDED). */
function throughScript(
  path: string,
  folders: readonly string[],
  isStatic: boolean,
  context: LinkContext,
  depth = 0,
): readonly string[] {
  if (depth > 4 || !isScript(path)) return [path]
  const text = (readStart(path) ?? '').replaceAll(/\/\*[^]*?\*\//g, ' ')
  const found: string[] = []
  for (const [, words = ''] of text.matchAll(
    /\b(?:INPUT|GROUP)\s{0,20}\(((?:[^()]|\([^()]*\)){0,10000})\)/g,
  )) {
    for (const word of words.replaceAll(/AS_NEEDED|[(),]/g, ' ').split(/\s+/)) {
      if (word === '') continue
      if (word.startsWith('-l'))
        found.push(...(findLibrary(word.slice(2), folders, isStatic, context) ?? []))
      else {
        const all = isAbsolute(word) ? [word] : folders.map((folder) => join(folder, word))
        const there = all.find((each) => context.isThere(each))
        if (there !== undefined)
          found.push(...throughScript(there, folders, isStatic, context, depth + 1))
      }
    }
  }
  return found
}

function isScript(path: string): boolean {
  if (!/\.(?:so|a)$/.test(path)) return false
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || size > 65_536) return false
  const text = readStart(path) ?? ''
  return !text.startsWith('\u007fELF') && !text.startsWith('!<')
}

/** The files of the names that an image loads; the linker saw each of them, or the system has it where it always is. */
function loadedOf(
  needed: readonly string[],
  shared: ReadonlySet<string>,
  folders: readonly string[],
  context: LinkContext,
): readonly string[] {
  const byName = new Map<string, string>()
  for (const path of shared) byName.set(context.sonameOf(path) ?? nameOf(path), path)
  return needed.flatMap((name) => {
    const known = byName.get(name)
    if (known !== undefined) return [known]
    const there = folders.map((folder) => join(folder, name)).find((path) => context.isThere(path))
    return there === undefined ? [] : [realName(there)]
  })
}

function isShared(path: string): boolean {
  return /\.so(?:\.[\w.]+)?$/.test(path)
}

function realName(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function notFound(output: string, names: readonly string[]): Gap {
  return {
    code: 'library-not-found',
    message: `${nameOf(output)} was linked with ${names.map((name) => `-l${name}`).join(' ')}, and no such library is where the linker looks.`,
    hint: 'Capture on the machine (or in the container) that built, before its packages are removed.',
    paths: [output],
  }
}
