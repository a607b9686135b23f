// SPDX-License-Identifier: Apache-2.0
import type { UnknownCause } from '../../code/index.ts'
import type { PlaceContext, PlaceJudgement, RuleId } from '../place.ts'

/** What is missing to speak of the function leaves the answer of the file: it is in the image. */
export function undecidedBy(
  { code, evidence, inTree, elsewhere }: PlaceContext,
  rule: RuleId,
  causes: readonly UnknownCause[],
): PlaceJudgement | undefined {
  if (code?.state !== 'undecided' || !causes.includes(code.cause)) return undefined
  const files = [...inTree, ...elsewhere].filter((file) => evidence.reach(file) === 'image')
  // of a copy of the same content alone other rules speak
  if (files.length === 0) return undefined
  return {
    state: 'present',
    rule,
    reason: `the file went into an image; ${code.reason}`,
    files,
    functions: code.functions,
  }
}
