// SPDX-License-Identifier: Apache-2.0
import type { FileFunctions } from '@headwater/domain/code'
import type { FunctionCode } from '@headwater/formats/dwarf'
import type { DebugNames } from './debug-names.ts'

/** What the texts of a compilation tell of functions that debug information does not place. */
export interface Told {
  /** Functions that each file defines, by the file's name in the documents. */
  defined(): ReadonlyMap<string, readonly string[]>
  /** Of functions that are not known to be in an image, those that nothing which may be there mentions. */
  unmentioned(candidates: ReadonlySet<string>): ReadonlySet<string> | undefined
}

/** `left-out`: the linker left out all that is on record, and a copy without a trace may be there. */
type State = FunctionCode['presence'] | 'left-out'

type Files = Map<string, Map<string, State>>

/**
 * The functions of an object in one image, by file. Two units of one source, or of several in a whole program, may each have
 * a function: what is there anywhere is there.
 */
export function byFile(
  found: { readonly functions: readonly FunctionCode[]; readonly forgetful: boolean },
  names: DebugNames,
  told: Told | undefined,
): readonly FileFunctions[] {
  const files = statesIn(found.functions, names)
  const unused =
    told === undefined ? new Map<string, readonly string[]>() : settle(files, told, found.forgetful)
  for (const file of unused.keys()) if (!files.has(file)) files.set(file, new Map())
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, states]) => {
      const those = (...wanted: readonly State[]): string[] =>
        [...states].flatMap(([name, state]) => (wanted.includes(state) ? [name] : [])).sort()
      const dropped = those('dropped')
      const unplaced = those('unplaced', 'left-out')
      const idle = unused.get(file) ?? []
      return {
        file,
        own: those('own'),
        inlined: those('inlined'),
        ...(dropped.length > 0 && { dropped }),
        ...(unplaced.length > 0 && { unplaced }),
        ...(idle.length > 0 && { unused: [...idle].sort() }),
      }
    })
}

function statesIn(functions: readonly FunctionCode[], { nameOf, textOf }: DebugNames): Files {
  const files: Files = new Map()
  for (const { name, linkageName, file, line, presence, artificial, leftOut } of functions) {
    const known = name !== '' ? name : linkageName
    if (known === undefined || known === '') continue
    const inText = line === undefined ? undefined : textOf(file)?.(line)
    // default constructors and their like, at the line of their class: no name of the text is behind them
    if (artificial === true && inText?.length === 0) continue
    const state = leftOut === true ? 'left-out' : presence
    const path = nameOf(file)
    const states = files.get(path) ?? new Map<string, State>()
    const note = (each: string): void => {
      const before = states.get(each)
      if (before === undefined || STRENGTH[state] > STRENGTH[before]) states.set(each, state)
    }
    note(known)
    // what was dropped under one name may be there under another
    if (state !== 'dropped') inText?.forEach(note)
    files.set(path, states)
  }
  return files
}

const STRENGTH: Readonly<Record<State, number>> = {
  own: 4,
  inlined: 3,
  unplaced: 2,
  'left-out': 1,
  dropped: 0,
}

/** Drops what was left out and is not mentioned; gives the same of functions that a forgetful compiler does not speak of. */
function settle(
  files: Files,
  { defined, unmentioned }: Told,
  forgetful: boolean,
): ReadonlyMap<string, readonly string[]> {
  const candidates = new Set<string>()
  const live = new Set<string>()
  let isAsked = forgetful
  for (const states of files.values()) {
    for (const [name, state] of states) {
      if (state === 'left-out') isAsked = true
      if (state === 'left-out' || state === 'dropped') candidates.add(name)
      else live.add(name)
    }
  }
  const unused = new Map<string, readonly string[]>()
  if (!isAsked) return unused
  const texts = forgetful ? defined() : new Map<string, readonly string[]>()
  for (const names of texts.values()) for (const name of names) candidates.add(name)
  for (const name of live) candidates.delete(name)
  const idle = unmentioned(candidates)
  if (idle === undefined) return unused
  for (const states of files.values()) {
    for (const [name, state] of states) {
      if (state === 'left-out' && idle.has(name)) states.set(name, 'dropped')
    }
  }
  for (const [file, names] of texts) {
    const silent = names.filter(
      (name) => idle.has(name) && files.get(file)?.get(name) === undefined,
    )
    if (silent.length > 0) unused.set(file, silent)
  }
  return unused
}
