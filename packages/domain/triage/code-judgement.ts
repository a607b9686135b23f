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
  /** Why not all that was made of them is on record. */
  readonly doubt: string | undefined
  /** Whether another place of the same entry defines a function that no file of this one does. */
  readonly isElsewhere: (name: string) => boolean
}

export function judgeCode(question: CodeQuestion): CodeJudgement | undefined {
  const { place, code, reached, all, doubt, isElsewhere } = question
  if (!code.speaks || reached.length === 0) return undefined
  const functions = place.functions.flatMap((name) => {
    const judged = judgeFunction(name, code, reached, all)
    return judged.cause === 'function-not-in-source' && isElsewhere(name) ? [] : [judged]
  })
  if (functions.some(isPresent)) return { state: 'present', functions }
  const other = place.others?.find((change) => decidesByFile(change, code, reached))
  if (other !== undefined) {
    return { state: 'by-file', reason: wordsOf(other), functions }
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
  if (functions.length > 0 || isEmpty) {
    const images = [...new Set(functions.flatMap((each) => each.images))].sort()
    return { state: 'absent', empty: isEmpty, functions, images }
  }
  return { state: 'by-file', reason: '', functions }
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
function decidesByFile(
  { kind }: OtherChange,
  code: CodeEvidence,
  reached: readonly NodeId[],
): boolean {
  if (kind === 'data') return true
  if (kind !== 'macro' && kind !== 'other') return false
  return reached.some((file) => code.emptyObjectsOf(file) === undefined)
}

function wordsOf({ kind, name }: OtherChange): string {
  const what =
    { macro: 'the macro', data: 'the data' }[kind as 'macro' | 'data'] ??
    'what stands outside functions'
  return `the fix changes ${what}${name === '' ? '' : ` ${name}`}, which no list of functions decides`
}
