// SPDX-License-Identifier: Apache-2.0
import type { FunctionJudgement } from './code-judgement.ts'
import type { Judged, JudgedPlace } from './finding.ts'

/** A sentence becomes a clause, as all reasons are. */
export function clauseOf(sentence: string): string {
  const cut = sentence.slice(0, 300).replace(/\.$/, '')
  return cut.charAt(0).toLowerCase() + cut.slice(1)
}

type Why = Pick<Judged<unknown>, 'rule' | 'reason'>

/** Code that is seen in the image speaks before files of which nothing more is known. */
export function whyAffected(present: readonly JudgedPlace[]): Why {
  const seen = present.filter(({ judgement }) => judgement.functions?.some(isInImage))
  if (seen.length > 0) {
    const which = seen.map(({ place, judgement }) => `${place.path}: ${judgement.reason}`)
    return { rule: 'code-in-image', reason: `vulnerable code is in the image: ${listed(which)}` }
  }
  const byFile = present.filter(({ judgement }) => judgement.rule === 'code-in-image')
  if (byFile.length > 0) {
    const which = byFile.map(({ place }) => place.path).join(', ')
    return { rule: 'code-in-image', reason: `vulnerable code is in the image: ${which}` }
  }
  const [first] = present
  return {
    rule: first?.judgement.rule ?? 'code-in-image',
    reason: `${first?.place.path ?? ''}: ${first?.judgement.reason ?? ''}`,
  }
}

export function isInImage({ state }: FunctionJudgement): boolean {
  return state === 'own' || state === 'inlined'
}

export function whyAbsent(absent: readonly JudgedPlace[]): Why {
  const byCode = absent.filter(({ judgement }) => judgement.rule !== 'all-absent')
  if (byCode.length === 0) {
    const reason =
      absent.length === 1
        ? `${absent[0]?.place.path ?? ''} did not go into any image`
        : `none of its ${absent.length} files went into any image`
    return { rule: 'all-absent', reason }
  }
  const isEmpty = byCode.every(({ judgement }) => judgement.rule === 'compiled-empty')
  const which = byCode.map(({ place, judgement }) => `${place.path}: ${judgement.reason}`)
  const rest = absent.length - byCode.length
  const more = rest === 0 ? [] : [`${rest} more ${rest === 1 ? 'file' : 'files'} in no image`]
  return {
    rule: isEmpty ? 'compiled-empty' : 'function-absent',
    reason: listed([...which, ...more]),
  }
}

const MOST_LISTED = 4

function listed(parts: readonly string[]): string {
  const more = parts.length - MOST_LISTED
  return more > 1 ? `${parts.slice(0, MOST_LISTED).join('; ')}; and ${more} more` : parts.join('; ')
}
