// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path/posix'
import { pathIn, readCommand } from '../command/index.ts'
import { isFile, type BuildFiles } from './files.ts'
import type { Step, Steps } from './step.ts'

/**
 * Adds to each link what its scripts name: `INPUT`, `GROUP` and `STARTUP` put files on the command line, `INCLUDE` reads another
 * script (GNU ld manual, "Commands Dealing with Files"). A file that is not found becomes a library that is asked for by its file
 * name, since drivers search folders that no command names.
 */
export function withScripts(read: Steps, files: BuildFiles): Steps {
  const texts = new Map<string, string | undefined>()
  const textOf = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, scriptAt(path, files))
    return texts.get(path)
  }
  return {
    ...read,
    steps: read.steps.map((step) =>
      step.kind.startsWith('link-') ? throughScripts(step, textOf, files) : step,
    ),
  }
}

function throughScripts(
  step: Step,
  textOf: (path: string) => string | undefined,
  files: BuildFiles,
): Step {
  const { inputs, includes, directory, command, libraries = [] } = step
  if (!inputs.some((path) => textOf(path) !== undefined)) return step
  // a step that asks for no library does not keep the folders
  const libraryFolders = step.libraryFolders ?? readCommand(command ?? [], directory).libraryFolders
  const find = (name: string): string | undefined =>
    [directory, ...libraryFolders]
      .map((folder) => pathIn(folder, name))
      .find((path) => isFile(files, path))
  const all = new Set(inputs)
  const read = new Set(includes)
  const asked = new Set(libraries)
  // the sets grow while they are walked: scripts name scripts
  for (const path of all) hear(textOf(path))
  for (const path of read) if (!includes.includes(path)) hear(textOf(path))
  function hear(text: string | undefined): void {
    if (text === undefined) return
    const { named, included } = readScript(text)
    for (const name of named) {
      if (name.startsWith('-l')) asked.add(name.slice(2))
      else {
        const path = find(name)
        if (path !== undefined) all.add(path)
        else asked.add(`:${name.slice(name.lastIndexOf('/') + 1)}`)
      }
    }
    for (const name of included) {
      const path = find(name)
      if (path !== undefined) read.add(path)
    }
  }
  if (all.size + read.size + asked.size === inputs.length + includes.length + libraries.length)
    return step
  return {
    ...step,
    inputs: [...all],
    includes: [...read].filter((path) => !all.has(path)),
    ...(asked.size === 0 ? {} : { libraries: [...asked], libraryFolders }),
  }
}

/** Text among what a link was given; objects, archives and libraries have names of their own, and large files are no scripts. */
function scriptAt(path: string, files: BuildFiles): string | undefined {
  if (BINARIES.has(extname(path)) || (files.state(path)?.size ?? Infinity) > LONGEST)
    return undefined
  const text = files.text(path)
  return text === undefined || text.includes('\0')
    ? undefined
    : text.replaceAll(/\/\*[^]*?(?:\*\/|$)/g, ' ')
}

const BINARIES: ReadonlySet<string> = new Set('.o .obj .lo .a .so .lib .ko .elf'.split(' '))
const LONGEST = 1_000_000

function readScript(text: string): {
  readonly named: readonly string[]
  readonly included: readonly string[]
} {
  const named: string[] = []
  const command = /\b(?:INPUT|GROUP|STARTUP)\s*\(/g
  while (command.exec(text) !== null) {
    const end = closing(text, command.lastIndex)
    if (end === undefined) break
    const words = text.slice(command.lastIndex, end).replaceAll(/\bAS_NEEDED\b|[(),"]/g, ' ')
    named.push(...words.split(/\s+/).filter((word) => word !== ''))
    command.lastIndex = end
  }
  const included = [...text.matchAll(/^\s*INCLUDE\s+"?([^\s";]{1,4096})/gm)].map(
    ([, name]) => name!,
  )
  return { named, included }
}

function closing(text: string, from: number): number | undefined {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at
  }
  return undefined
}
