// SPDX-License-Identifier: Apache-2.0

/** What a clone knows: whether one commit is an ancestor of, or the same as, another. Undefined: not in this clone. */
export type IsAncestor = (
  repository: string | undefined,
  ancestor: string,
  descendant: string,
) => boolean | undefined

/** A full SHA-1 or SHA-256 name. Short ones are ambiguous, and `1234567` is also a number. */
export function isCommit(text: string): boolean {
  return (text.length === 40 || text.length === 64) && COMMIT.test(text)
}

const COMMIT = /^[0-9a-f]+$/i

/**
 * Whether a commit is in the range that begins with `introduced` and is ended by any of `fixed` (not in it) or `last`
 * (still in it). Without a graph only equality is known.
 */
export function commitInRange(
  range: CommitRange,
  commit: string,
  isAncestor: IsAncestor | undefined,
): 'in' | 'out' | 'unknown' {
  const reaches = (ancestor: string, descendant: string): boolean | undefined =>
    sameCommit(ancestor, descendant) ? true : isAncestor?.(range.repository, ancestor, descendant)
  // A fix in the history ends it; no other event can bring it back, since a later introduction is a range of its own.
  let isUnknown = false
  for (const fix of range.fixed) {
    const fixed = reaches(fix, commit)
    if (fixed === true) return 'out'
    isUnknown ||= fixed === undefined
  }
  if (!isBeginning(range.introduced)) {
    if (sameCommit(range.introduced, commit)) return 'in'
    const introduced = reaches(range.introduced, commit)
    if (introduced === false) return 'out'
    isUnknown ||= introduced === undefined
  }
  for (const last of range.last) {
    if (sameCommit(last, commit)) return 'in'
    const beyond = reaches(last, commit)
    if (beyond === true) return 'out'
    isUnknown ||= beyond === undefined
  }
  return isUnknown ? 'unknown' : 'in'
}

export interface CommitRange {
  readonly repository?: string
  /** `0`: since the first commit. */
  readonly introduced: string
  readonly fixed: readonly string[]
  readonly last: readonly string[]
}

function isBeginning(text: string): boolean {
  return text === '0' || text === '*' || text === ''
}

function sameCommit(left: string, right: string): boolean {
  return left === right || left.toLowerCase() === right.toLowerCase()
}
