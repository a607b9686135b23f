// SPDX-License-Identifier: Apache-2.0
import { DRIVER_OPTIONS, LANGUAGES, TELLING_OPTIONS } from './driver-options.ts'
import { NO_FLAGS, type CommandFlags, type ToolFacts, type Unit } from './facts.ts'
import { readLink } from './linker.ts'
import { scanWords, type Word } from './options.ts'
import { extensionOf, nameOf, pathIn, withExtension } from './path.ts'
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
  }
  const sources = said.operands.filter((operand) => operand.language !== undefined)
  if (said.tells || said.operands.length === 0)
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

type Stage = 'dependencies' | 'preprocess' | 'assembly' | 'object' | 'link'

interface Operand {
  readonly path: string
  /** Absent for what only the linker reads. */
  readonly language: string | undefined
}

interface Said {
  stage: Stage
  tells: boolean
  output?: string
  writesDepfile: boolean
  depfile?: string
  readonly operands: Operand[]
  readonly forcedIncludes: string[]
  readonly includeFolders: string[]
  /** What the driver would hand to the linker, in order. */
  readonly linkerWords: string[]
  flags: CommandFlags
}

type Shared = Pick<ToolFacts, 'forcedIncludes' | 'includeFolders' | 'flags'>

const STAGES: readonly Stage[] = ['link', 'object', 'assembly', 'preprocess', 'dependencies']

function listen(words: readonly Word[], tool: KnownTool): Said {
  const said: Said = {
    stage: tool.base === 'cpp' || tool.base === 'clang-cpp' ? 'preprocess' : 'link',
    tells: false,
    writesDepfile: false,
    operands: [],
    forcedIncludes: [],
    includeFolders: [],
    linkerWords: [],
    flags: { ...NO_FLAGS, standardLibraries: true },
  }
  let language: string | undefined
  for (const word of words) {
    if (word.kind === 'option' && word.name === '-x')
      language = word.value === 'none' ? undefined : word.value
    else if (word.kind === 'operand') hearOperand(said, word.text, language)
    else hearOption(said, word.name, word.value)
  }
  return said
}

function hearOperand(said: Said, text: string, forced: string | undefined): void {
  // a response file that could not be read is named as missing, and is no input
  if (text.startsWith('@')) return
  const language = forced ?? (text === '-' ? undefined : LANGUAGES.get(extensionOf(text)))
  // standard input has no name, so there is nothing to list; but the command does compile something
  said.operands.push({
    path: text === '-' ? '' : text,
    language: language ?? (text === '-' ? 'c' : undefined),
  })
  if (language === undefined && text !== '-') said.linkerWords.push(text)
}

function hearOption(said: Said, name: string, value: string | undefined): void {
  switch (name) {
    case '-c':
      return atLeast(said, 'object')
    case '-S':
      return atLeast(said, 'assembly')
    case '-E':
      return atLeast(said, 'preprocess')
    case '-M':
    case '-MM':
      return atLeast(said, 'dependencies')
    case '-MD':
    case '-MMD':
      said.writesDepfile = true
      return
    case '-MF':
      if (value !== undefined) said.depfile = value
      return
    case '-o':
      if (value !== undefined) said.output = value
      return
    case '-include':
    case '-imacros':
    case '-include-pch':
      if (value !== undefined) said.forcedIncludes.push(value)
      return
    case '-I':
    case '-isystem':
    case '-iquote':
    case '-idirafter':
      if (value !== undefined) said.includeFolders.push(value)
      return
    case '-Wp,':
      return hearPreprocessor(said, (value ?? '').split(','))
    case '-Xpreprocessor':
      return hearPreprocessor(said, [value ?? ''])
    case '-Wl,':
      said.linkerWords.push(...(value ?? '').split(','))
      return
    case '-Xlinker':
    case '-Xclang':
      if (name === '-Xlinker' && value !== undefined) said.linkerWords.push(value)
      return
    case '-l':
    case '-L':
    case '-T':
    case '-u':
    case '-z':
    case '-e':
      if (value !== undefined) said.linkerWords.push(name, value)
      return
    default:
      hearFlag(said, name, value)
  }
}

/** Options without a file: what they change in the object or the image. */
function hearFlag(said: Said, name: string, value: string | undefined): void {
  const set = (flags: Partial<CommandFlags>): void => {
    said.flags = { ...said.flags, ...flags }
  }
  if (TELLING_OPTIONS.has(name) || name.startsWith('-print-')) said.tells = true
  else if (LINKER_FLAGS.has(name)) {
    said.linkerWords.push(name)
    if (name.startsWith('-static')) set({ static: name !== '-static-libgcc' })
  } else if (NO_STANDARD_LIBRARIES.has(name)) set({ standardLibraries: false })
  else if (name === '-pthread') said.linkerWords.push('-lpthread')
  else if (name === '-fopenmp') said.linkerWords.push('-lgomp')
  else if (name === '-flto') set({ linkTimeOptimization: true })
  else if (name === '-fno-lto') set({ linkTimeOptimization: false })
  else if (name === '-gsplit-dwarf') set({ splitDebug: true, debug: true })
  else if (name === '-target' && value !== undefined) set({ target: value })
  else if (name === '-triple' && value !== undefined) set({ target: value })
  else if (name === '-isysroot' && value !== undefined) set({ sysroot: value })
  else if (name === '-g0') set({ debug: false })
  else if (/^-g(?:$|\d|db|dwarf|line-tables|mlt)/.test(name)) set({ debug: true })
  else if (/^-O(?:\d|s|z|g|fast)?$/.test(name)) set({ optimization: name.slice(2) || '1' })
}

/** Flags of the driver that the linker understands by the same name, and that say what comes of the link. */
const LINKER_FLAGS: ReadonlySet<string> = new Set([
  '-shared',
  '-r',
  '-static',
  '-static-pie',
  '-pie',
  '-no-pie',
  '-rdynamic',
  '-s',
  '-dynamiclib',
  '-bundle',
])

const NO_STANDARD_LIBRARIES: ReadonlySet<string> = new Set([
  '-nostdlib',
  '-nodefaultlibs',
  '-ffreestanding-link',
])

/** `-Wp,-MMD,file.d`: in the preprocessor's own words, `-MD` and `-MMD` take the depfile as argument (Kbuild does this). */
function hearPreprocessor(said: Said, words: readonly string[]): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word !== '-MD' && word !== '-MMD' && word !== '-MF') continue
    said.writesDepfile = true
    const file = words[at + 1]
    if (file !== undefined && !file.startsWith('-')) said.depfile = file
  }
}

/** `-c -E` preprocesses, in whatever order: the earliest stage ends the work. */
function atLeast(said: Said, stage: Stage): void {
  if (STAGES.indexOf(stage) > STAGES.indexOf(said.stage)) said.stage = stage
}

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
