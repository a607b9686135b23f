// SPDX-License-Identifier: Apache-2.0
import { DRIVER_OPTIONS } from './driver-options.ts'
import { listen, type Operand, type Said } from './driver-words.ts'
import type { ToolFacts, Unit } from './facts.ts'
import { readLink } from './linker.ts'
import { scanWords } from './options.ts'
import { nameOf, pathIn, withExtension } from './path.ts'
import type { KnownTool } from './tools.ts'

/** A compiler driver: GCC's, clang's, and what takes the same words. */
export function readDriver(
  words: readonly string[],
  directory: string,
  tool: KnownTool,
): ToolFacts {
  const said = listen(scanWords(words, DRIVER_OPTIONS), tool)
  const shared = {
    forcedIncludes: said.forcedIncludes.map((path) => pathIn(directory, path)),
    includeFolders: said.includeFolders.map((path) => pathIn(directory, path)),
    flags: said.flags,
    depfileIsPartial: said.skipsSystem && (said.hasSystem || said.standardFolders),
  }
  const sources = said.operands.filter((operand) => operand.language !== undefined)
  if (said.tells || (said.operands.length === 0 && !linksSomething(said)))
    return { kind: 'none', inputs: paths(sources, directory), outputs: [], ...shared }
  switch (said.stage) {
    case 'dependencies':
    case 'preprocess':
      return preprocess(said, sources, directory, shared)
    case 'assembly':
    case 'object':
      return compile(said, sources, directory, shared)
    case 'link':
      return link(said, sources, directory, shared)
  }
}

/** Libraries alone, or what an unread response file names. */
function linksSomething(said: Said): boolean {
  return (
    said.stage === 'link' && said.linkerWords.some((word) => word === '-l' || word.startsWith('@'))
  )
}

type Shared = Pick<ToolFacts, 'forcedIncludes' | 'includeFolders' | 'flags' | 'depfileIsPartial'>

function preprocess(
  said: Said,
  sources: readonly Operand[],
  directory: string,
  shared: Shared,
): ToolFacts {
  const output = said.output === undefined ? [] : [pathIn(directory, said.output)]
  const inputs = paths(said.operands, directory)
  // `-M -o x.d` and `-M -MF x.d` write a depfile only; `-E -MD -o x.i` writes both
  if (said.stage === 'dependencies' && !said.writesDepfile) {
    const depfile = said.depfile === undefined ? output[0] : pathIn(directory, said.depfile)
    return {
      kind: 'none',
      inputs,
      outputs: [],
      ...shared,
      ...(depfile === undefined ? {} : { depfile }),
    }
  }
  return {
    kind: 'generate',
    inputs,
    outputs: output,
    ...shared,
    ...depfileOf(said, sources[0], directory),
  }
}

function compile(
  said: Said,
  sources: readonly Operand[],
  directory: string,
  shared: Shared,
): ToolFacts {
  const assembly = said.stage === 'assembly'
  const header = sources.some((source) => source.language?.endsWith('-header'))
  const extension = assembly ? '.s' : header ? '.gch' : '.o'
  const units = sources
    .filter((source) => source.path !== '')
    .map((source): Unit => {
      const object =
        sources.length === 1 && said.output !== undefined
          ? said.output
          : header
            ? source.path + extension
            : withExtension(nameOf(source.path), extension)
      return {
        source: pathIn(directory, source.path),
        object: pathIn(directory, object),
        language: source.language ?? 'c',
      }
    })
  const objects =
    units.length > 0
      ? units.flatMap((unit) => (unit.object === undefined ? [] : [unit.object]))
      : said.output === undefined
        ? []
        : [pathIn(directory, said.output)]
  const split =
    said.flags.splitDebug && !assembly && !header
      ? objects.map((o) => withExtension(o, '.dwo'))
      : []
  return {
    kind: assembly || header ? 'generate' : 'compile',
    inputs: units.map((unit) => unit.source),
    outputs: [...objects, ...split],
    units: assembly || header ? [] : units,
    ...shared,
    ...depfileOf(said, sources[0], directory),
  }
}

function link(
  said: Said,
  sources: readonly Operand[],
  directory: string,
  shared: Shared,
): ToolFacts {
  const words =
    said.output === undefined ? said.linkerWords : [...said.linkerWords, '-o', said.output]
  const facts = readLink(words, directory, sources.length > 0)
  const flags = { ...said.flags, garbageCollection: facts.flags?.garbageCollection ?? false }
  if (said.linkerWords.includes('-r')) flags.standardLibraries = false
  return {
    ...facts,
    ...shared,
    flags,
    inputs: inOrder(said.operands, facts.inputs, directory),
    units: sources
      .filter((source) => source.path !== '')
      .map((source) => ({
        source: pathIn(directory, source.path),
        language: source.language ?? 'c',
      })),
    ...depfileOf(said, sources.length === 1 ? sources[0] : undefined, directory),
  }
}

/** Sources stand among the linker's own inputs where the command line has them; what only the linker names follows. */
function inOrder(
  operands: readonly Operand[],
  linked: readonly string[],
  directory: string,
): readonly string[] {
  return [...new Set([...paths(operands, directory), ...linked])]
}

/** GCC manual, "Preprocessor Options", `-MD`: the depfile is the output's name, or else the source's, with `.d`. */
function depfileOf(
  said: Said,
  source: Operand | undefined,
  directory: string,
): Pick<ToolFacts, 'depfile'> {
  if (said.depfile !== undefined) return { depfile: pathIn(directory, said.depfile) }
  if (!said.writesDepfile || source === undefined) return {}
  const name =
    said.output === undefined
      ? withExtension(nameOf(source.path), '.d')
      : withExtension(said.output, '.d')
  return { depfile: pathIn(directory, name) }
}

function paths(operands: readonly Operand[], directory: string): readonly string[] {
  return operands.flatMap((operand) =>
    operand.path === '' ? [] : [pathIn(directory, operand.path)],
  )
}
