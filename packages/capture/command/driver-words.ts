// SPDX-License-Identifier: Apache-2.0
import { LANGUAGES, TELLING_OPTIONS } from './driver-options.ts'
import { NO_FLAGS, type CommandFlags } from './facts.ts'
import type { Word } from './options.ts'
import { extensionOf } from './path.ts'
import type { KnownTool } from './tools.ts'

type Stage = 'dependencies' | 'preprocess' | 'assembly' | 'object' | 'link'

export interface Operand {
  readonly path: string
  /** Absent for what only the linker reads. */
  readonly language: string | undefined
}

/** What the words of a driver's command say, before it is known what comes of them. */
export interface Said {
  stage: Stage
  tells: boolean
  output?: string
  writesDepfile: boolean
  /** `-MMD`, `-MM` */
  skipsSystem: boolean
  /** Whether there are system folders in which headers could be found. */
  hasSystem: boolean
  standardFolders: boolean
  depfile?: string
  readonly operands: Operand[]
  readonly forcedIncludes: string[]
  readonly includeFolders: string[]
  /** What the driver would hand to the linker, in order. */
  readonly linkerWords: string[]
  flags: CommandFlags
}

const STAGES: readonly Stage[] = ['link', 'object', 'assembly', 'preprocess', 'dependencies']

export function listen(words: readonly Word[], tool: KnownTool): Said {
  const said: Said = {
    stage: tool.base === 'cpp' || tool.base === 'clang-cpp' ? 'preprocess' : 'link',
    tells: false,
    writesDepfile: false,
    skipsSystem: false,
    hasSystem: false,
    standardFolders: true,
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
  if (text.startsWith('@')) {
    said.linkerWords.push(text)
    return
  }
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
      said.skipsSystem ||= name === '-MM'
      return atLeast(said, 'dependencies')
    case '-MD':
    case '-MMD':
      said.skipsSystem ||= name === '-MMD'
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
      // the compiler's own folder has nothing of anybody else's
      said.hasSystem ||=
        name !== '-I' && name !== '-iquote' && !/\/lib\/(?:gcc|clang)\//.test(value ?? '')
      return
    case '-nostdinc':
      said.standardFolders = false
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
    said.skipsSystem ||= word === '-MMD'
    said.writesDepfile = true
    const file = words[at + 1]
    if (file !== undefined && !file.startsWith('-')) said.depfile = file
  }
}

/** `-c -E` preprocesses, in whatever order: the earliest stage ends the work. */
function atLeast(said: Said, stage: Stage): void {
  if (STAGES.indexOf(stage) > STAGES.indexOf(said.stage)) said.stage = stage
}
