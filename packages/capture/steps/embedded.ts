// SPDX-License-Identifier: Apache-2.0
import { pathIn, readCommand } from '../command/index.ts'
import { isFile, type BuildFiles } from './files.ts'
import type { Gap, Step, Steps } from './step.ts'

/**
 * Adds to each object the files that the assembler took into it by `.incbin` (GNU as manual, "Incbin"), in assembler sources and
 * in `asm` of C. It is the assembler that opens them, so that no depfile of a preprocessor names them. A name that the sources do
 * not spell out, and one behind which no file is found, is a gap.
 */
export function withEmbedded(read: Steps, files: BuildFiles): Steps {
  const look = startLooking(files)
  const unknown: string[] = []
  const steps = read.steps.map((step) => {
    if (step.kind !== 'compile') return step
    const { names, unclear } = namesFor(step, look)
    if (names.size === 0 && !unclear) return step
    const folders = foldersOf(step)
    const found = [...names].map((name) =>
      folders.map((folder) => pathIn(folder, name)).find((path) => isFile(files, path)),
    )
    if (unclear || found.includes(undefined)) unknown.push(step.outputs[0]!)
    const data = found.filter((path) => path !== undefined)
    return { ...step, includes: [...new Set([...step.includes, ...data])] }
  })
  return { ...read, steps, gaps: [...read.gaps, ...(unknown.length === 0 ? [] : [gapOf(unknown)])] }
}

function gapOf(objects: readonly string[]): Gap {
  return {
    code: 'no-include-record',
    message: `${objects.length} ${objects.length === 1 ? 'object takes' : 'objects take'} in files by .incbin under names that the sources do not spell out, or that are not there`,
    hint: 'Capture while those files are in their place; and let the source give the name as plain text: .incbin "data/logo.bin".',
    paths: objects,
  }
}

interface Look {
  (path: string): Found
  /** Whole words that were called like a macro, with what stood in the brackets. */
  readonly uses: (macro: string, path: string) => readonly string[]
}

interface Found {
  readonly names: readonly string[]
  /** A directive whose name is made of something else. */
  readonly unclear: boolean
  /** Macros that hold the directive: the name is where they are used. */
  readonly macros: readonly string[]
}

const NOTHING: Found = { names: [], unclear: false, macros: [] }

function namesFor(
  { inputs, includes }: Step,
  look: Look,
): { readonly names: ReadonlySet<string>; readonly unclear: boolean } {
  const names = new Set<string>()
  const macros = new Set<string>()
  let unclear = false
  const own = [...inputs, ...includes].filter((path) => !path.startsWith('/usr/'))
  for (const path of own) {
    const found = look(path)
    for (const name of found.names) names.add(name)
    for (const macro of found.macros) macros.add(macro)
    unclear ||= found.unclear
  }
  for (const macro of macros)
    for (const path of own)
      for (const words of look.uses(macro, path)) {
        const literals = [...words.matchAll(/"([^"\\\n]{1,4096})"/g)].map(([, name]) => name!)
        for (const name of literals) names.add(name)
        unclear ||= literals.length === 0
      }
  return { names, unclear }
}

function startLooking(files: BuildFiles): Look {
  const known = new Map<string, Found>()
  const look = (path: string): Found => {
    const before = known.get(path)
    if (before !== undefined) return before
    const bytes = files.bytes(path)
    const has = bytes !== undefined && bytes.length <= LONGEST && holds(bytes)
    const found = has ? readDirectives(Buffer.from(bytes).toString('utf8')) : NOTHING
    known.set(path, found)
    return found
  }
  const uses = (macro: string, path: string): readonly string[] => {
    const call = new RegExp(`^(?!\\s*#\\s*define\\b).*?\\b${macro}\\s*\\(([^()]{0,8192})\\)`, 'gm')
    return [...(files.text(path) ?? '').matchAll(call)].map(([, words]) => words!)
  }
  return Object.assign(look, { uses })
}

/** Longer texts are data. */
const LONGEST = 16_000_000

function holds(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('.incbin')
}

function readDirectives(text: string): Found {
  const names: string[] = []
  const macros: string[] = []
  let unclear = false
  for (let at = text.indexOf('.incbin'); at >= 0; at = text.indexOf('.incbin', at + 7)) {
    const line = lineAround(text, at)
    const before = line.text.slice(0, at - line.start)
    if (isComment(before)) continue
    const macro = /^\s*#\s*define\s+([A-Za-z_]\w{0,200})\s*\(/.exec(line.text)?.[1]
    // in a string of C its quotes are escaped
    const name = /^\.incbin[ \t]+(?:\\t)?\\?"([^"\\\n]{1,4096})\\?"/.exec(
      text.slice(at, at + 4200),
    )?.[1]
    if (name !== undefined) names.push(name)
    else if (macro !== undefined) macros.push(macro)
    else unclear = true
  }
  return { names, macros, unclear }
}

/** The line, with those that a backslash joins to it. */
function lineAround(text: string, at: number): { readonly start: number; readonly text: string } {
  let start = text.lastIndexOf('\n', at) + 1
  while (start > 1 && text[start - 2] === '\\' && at - start < 100_000)
    start = text.lastIndexOf('\n', start - 2) + 1
  const end = text.indexOf('\n', at)
  return { start, text: text.slice(start, end < 0 ? text.length : end) }
}

function isComment(before: string): boolean {
  return /^\s*(?:\*|@|;|#(?!\s*define\b))/.test(before) || /\/[/*](?!.*\*\/)/s.test(before)
}

/** GNU as looks where it runs, and then along `-I`. */
function foldersOf({ command = [], directory }: Step): readonly string[] {
  const handed = command
    .filter((word) => word.startsWith('-Wa,'))
    .flatMap((word) => word.split(','))
    .flatMap((word) => (/^-I./.test(word) ? [pathIn(directory, word.slice(2))] : []))
  return [directory, ...readCommand(command, directory).includeFolders, ...handed]
}
