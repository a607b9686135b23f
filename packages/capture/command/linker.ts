// SPDX-License-Identifier: Apache-2.0
import { NO_FLAGS, type LibraryRequest, type ToolFacts } from './facts.ts'
import { LINKER_OPTIONS } from './linker-options.ts'
import { scanWords } from './options.ts'
import { extensionOf, pathIn } from './path.ts'

/** A linker's own words: GNU ld, gold, lld and mold, or what a driver hands to one. */
export function readLinker(words: readonly string[], directory: string): ToolFacts {
  return readLink(words, directory, false)
}

/** The same behind a driver, which may compile sources for it first. */
export function readLink(
  words: readonly string[],
  directory: string,
  compiles: boolean,
): ToolFacts {
  const state: State = {
    kind: 'link-image',
    linkage: 'any',
    whole: false,
    saved: [],
    inputs: [],
    scripts: [],
    libraries: [],
    folders: [],
    unread: false,
    collects: false,
    static: false,
  }
  // `-Wl,--push-state` and kin change what later words mean, so the order is kept; both dash forms mean the same
  for (const word of scanWords(words.map(oneDash), LINKER_OPTIONS)) {
    if (word.kind === 'operand') hearOperand(state, word.text, directory)
    else hear(state, word.name, word.value, directory)
  }
  const output = state.output ?? pathIn(directory, 'a.out')
  const reads = compiles || state.unread || state.inputs.length + state.libraries.length > 0
  return {
    kind: reads ? kindOf(state, output) : 'none',
    inputs: [...state.inputs, ...state.scripts],
    outputs: reads ? [output] : [],
    libraries: state.libraries,
    libraryFolders: state.folders,
    scripts: state.scripts,
    flags: { ...NO_FLAGS, garbageCollection: state.collects, static: state.static },
    ...(state.map === undefined ? {} : { linkMap: state.map }),
    ...(state.depfile === undefined ? {} : { depfile: state.depfile }),
  }
}

interface State {
  kind: 'link-image' | 'link-shared' | 'link-partial'
  linkage: LibraryRequest['linkage']
  whole: boolean
  readonly saved: (readonly [LibraryRequest['linkage'], boolean])[]
  readonly inputs: string[]
  readonly scripts: string[]
  readonly libraries: LibraryRequest[]
  readonly folders: string[]
  output?: string
  map?: string
  depfile?: string
  unread: boolean
  collects: boolean
  static: boolean
}

function oneDash(word: string): string {
  return word.startsWith('--') && word.length > 2 ? word.slice(1) : word
}

function hearOperand(state: State, text: string, directory: string): void {
  if (text === '-' || text === '') return
  // a response file that could not be read is named as missing, and is no input; but something was linked
  if (text.startsWith('@')) {
    state.unread = true
    return
  }
  state.inputs.push(pathIn(directory, text))
}

function hear(state: State, name: string, value: string | undefined, directory: string): void {
  switch (name) {
    case '-o':
      if (value !== undefined) state.output = pathIn(directory, value)
      return
    case '-l':
      if (value !== undefined)
        state.libraries.push({ name: value, linkage: state.linkage, wholeArchive: state.whole })
      return
    case '-L':
      if (value !== undefined) state.folders.push(pathIn(directory, value))
      return
    case '-T':
    case '-version-script':
    case '-dynamic-list':
    case '-retain-symbols-file':
    case '-export-dynamic-symbol-list':
    case '-symbol-ordering-file':
    case '-section-ordering-file':
      if (value !== undefined) state.scripts.push(pathIn(directory, value))
      return
    case '-R':
      // `-R DIR` is a run path, `-R FILE` reads symbols (ld manual, "Command-line Options"); files have an extension here
      if (value !== undefined && extensionOf(value) !== '')
        state.inputs.push(pathIn(directory, value))
      return
    case '-just-symbols':
      if (value !== undefined) state.inputs.push(pathIn(directory, value))
      return
    case '-Map':
      if (value !== undefined && value !== '-') state.map = pathIn(directory, value)
      return
    case '-dependency-file':
      if (value !== undefined) state.depfile = pathIn(directory, value)
      return
    default:
      hearState(state, name)
  }
}

function hearState(state: State, name: string): void {
  switch (name) {
    case '-shared':
    case '-Bshareable':
    case '-dynamiclib':
    case '-bundle':
      state.kind = 'link-shared'
      return
    case '-r':
    case '-i':
    case '-Ur':
    case '-relocatable':
      state.kind = 'link-partial'
      return
    case '-static':
    case '-static-pie':
      // ld knows only the position; a driver's `-static` stands for the whole link, and comes first in what it hands on
      state.static = true
      state.linkage = 'static'
      for (const [at, library] of state.libraries.entries())
        state.libraries[at] = { ...library, linkage: 'static' }
      return
    case '-Bstatic':
    case '-dn':
    case '-non_shared':
      state.linkage = 'static'
      return
    case '-Bdynamic':
    case '-dy':
    case '-call_shared':
      state.linkage = 'any'
      return
    case '-whole-archive':
      state.whole = true
      return
    case '-no-whole-archive':
      state.whole = false
      return
    case '-push-state':
      state.saved.push([state.linkage, state.whole])
      return
    case '-pop-state': {
      const saved = state.saved.pop()
      if (saved) [state.linkage, state.whole] = saved
      return
    }
    case '-gc-sections':
      state.collects = true
      return
    case '-no-gc-sections':
      state.collects = false
      return
    default:
  }
}

/** A kernel module is linked with `-r` and is an image all the same. */
function kindOf(state: State, output: string): State['kind'] {
  return state.kind === 'link-partial' && extensionOf(output) === '.ko' ? 'link-image' : state.kind
}
