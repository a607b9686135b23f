// SPDX-License-Identifier: Apache-2.0
import type { AbsentCause, CodeEvidence, EvidenceLevel, UnknownCause } from '../code/index.ts'
import type { NodeId } from '../inventory/index.ts'
import type { OtherChange, Place } from './place.ts'

/** What is known of one function of a place. */
export interface FunctionJudgement {
  readonly name: string
  readonly state: 'own' | 'inlined' | 'absent' | 'unknown'
  /** Why it is absent or unknown. `not-compiled`: the file that defines it went into nothing. */
  readonly cause?: AbsentCause | 'not-compiled' | UnknownCause
  readonly level?: EvidenceLevel
  /** Images in which it is, or was looked for. */
  readonly images: readonly string[]
  /** Some of the functions that it is inlined into. */
  readonly into?: readonly string[]
  /** The name under which the image has it, where a macro renamed it. */
  readonly as?: string
  /** Why it is unknown. */
  readonly reason?: string
}

/** Rule 7 over all files of a place that went into an image. */
export type CodeJudgement =
  /** at least one function is there */
  | { readonly state: 'present'; readonly functions: readonly FunctionJudgement[] }
  /** no function is there; `empty`: there is no code at all */
  | {
      readonly state: 'absent'
      readonly empty: boolean
      readonly functions: readonly FunctionJudgement[]
      readonly images: readonly string[]
    }
  | {
      readonly state: 'undecided'
      readonly cause: UnknownCause
      readonly reason: string
      readonly functions: readonly FunctionJudgement[]
    }
  /** what changed is no function, or the place names none: the file decides */
  | {
      readonly state: 'by-file'
      readonly reason: string
      readonly functions: readonly FunctionJudgement[]
    }

export interface CodeQuestion {
  readonly place: Place
  readonly code: CodeEvidence
  /** Files of the place that went into an image, and copies of theirs. */
  readonly reached: readonly NodeId[]
  /** All files of the place. */
  readonly all: readonly NodeId[]
  /** Why a macro's code may be in an image; undefined: it is not. */
  readonly macroIn: (name: string) => string | undefined
  /** Why not all that was made of them is on record. */
  readonly doubt: string | undefined
  /** Whether another place of the same entry defines a function that no file of this one does. */
  readonly isElsewhere: (name: string) => boolean
}

export function judgeCode(question: CodeQuestion): CodeJudgement | undefined {
  const { place, code, reached, all, doubt, macroIn, isElsewhere } = question
  if (!code.speaks || reached.length === 0) return undefined
  const functions = place.functions.flatMap((name) => {
    const judged = judgeFunction(name, code, reached, all)
    return judged.cause === 'function-not-in-source' && isElsewhere(name) ? [] : [judged]
  })
  if (functions.some(isPresent)) return { state: 'present', functions }
  for (const other of place.others ?? []) {
    const reason = whyByFile(other, code, reached, macroIn)
    if (reason !== undefined) return { state: 'by-file', reason, functions }
  }
  const open = functions.find(({ state }) => state === 'unknown')
  if (open !== undefined) {
    const cause = open.cause as UnknownCause
    return { state: 'undecided', cause, reason: open.reason ?? '', functions }
  }
  if (functions.length > 0 && doubt !== undefined) {
    return {
      state: 'undecided',
      cause: 'function-without-debug-information',
      reason: doubt,
      functions,
    }
  }
  const isEmpty =
    doubt === undefined && reached.every((file) => code.emptyObjectsOf(file) !== undefined)
  const isSettled = isSettledByOthers(place)
  if (functions.length > 0 || isEmpty || isSettled) {
    const images = [...new Set(functions.flatMap((each) => each.images))].sort()
    return { state: 'absent', empty: isEmpty, functions, images }
  }
  return { state: 'by-file', reason: '', functions }
}

/** A file in which a fix changes macros alone, none of which is used in an image: they were asked about before. */
function isSettledByOthers({ functions, others = [] }: Place): boolean {
  return functions.length === 0 && others.some(({ kind }) => kind === 'macro')
}

function judgeFunction(
  name: string,
  code: CodeEvidence,
  reached: readonly NodeId[],
  all: readonly NodeId[],
): FunctionJudgement {
  const answers = reached.map((file) => code.functionIn(file, name))
  const images = (state: string): readonly string[] => {
    const all = answers.flatMap((each) =>
      each.state === state && each.state !== 'unknown' ? each.images : [],
    )
    return [...new Set(all)].sort()
  }
  for (const state of ['own', 'inlined'] as const) {
    const found = answers.find((each) => each.state === state)
    if (found?.state !== state) continue
    const { level, into, as } = found
    return {
      name,
      state,
      level,
      images: images(state),
      ...(into === undefined ? {} : { into }),
      ...(as === undefined ? {} : { as }),
    }
  }
  // one file of several that the place names defines it: that the others do not is no riddle
  const isDefined = all.some((file) => code.defines(file, name))
  const open = answers.find(
    (each) => each.state === 'unknown' && !(isDefined && each.cause === 'function-not-in-source'),
  )
  if (open?.state === 'unknown') {
    return { name, state: 'unknown', cause: open.cause, images: [], reason: open.reason }
  }
  for (const cause of NEAREST_FIRST) {
    const found = answers.find((each) => each.state === 'absent' && each.cause === cause)
    if (found?.state === 'absent') {
      return { name, state: 'absent', cause, level: found.level, images: images('absent') }
    }
  }
  return { name, state: 'absent', cause: 'not-compiled', images: [] }
}

const NEAREST_FIRST = ['dropped-by-linker', 'preprocessed-out', 'compiled-empty'] as const

function isPresent({ state }: FunctionJudgement): boolean {
  return state === 'own' || state === 'inlined'
}

/**
 * A macro's code is in the functions that use it, data has none: neither is told by a list of functions. A file without
 * code uses no macro, but may well hold data. Types and declarations have no code of their own.
 */
function whyByFile(
  { kind, name }: OtherChange,
  code: CodeEvidence,
  reached: readonly NodeId[],
  macroIn: (name: string) => string | undefined,
): string | undefined {
  const named = name === '' ? '' : ` ${name}`
  if (kind === 'data') return `the fix changes the data${named}, which no list of functions decides`
  if (kind !== 'macro' && kind !== 'other') return undefined
  if (reached.every((file) => code.emptyObjectsOf(file) !== undefined)) return undefined
  if (kind === 'other') {
    return `the fix changes what stands outside functions${named}, which no list of functions decides`
  }
  const use = macroIn(name)
  return use === undefined ? undefined : `the fix changes the macro${named}: ${use}`
}
