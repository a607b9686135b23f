// SPDX-License-Identifier: Apache-2.0
import type { TracedBuild } from '../build/model.ts'
import type { Gap } from '../steps/index.ts'

/** What stands before a gap in an annotation, a comment or a property: a mark, a space, and the gap as JSON. */
export const GAP_MARK = 'headwater-gap/1'

export function gapText({ code, message, hint, paths }: Gap): string {
  return `${GAP_MARK} ${JSON.stringify({ code, message, hint, paths })}`
}

/**
 * Gaps that leave the list of what went into the build whole: without debug information less can be told of functions, and a
 * build that was moved is read in its new place.
 */
const HARMLESS: ReadonlySet<Gap['code']> = new Set([
  'no-debug-information',
  'split-debug-information',
  'moved',
])

/** Gaps for which the documents are no complete account of the build. */
export function gapsInList(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.filter(({ code }) => !HARMLESS.has(code))
}

/** What the document of a build says of itself. */
export function completenessOf({ gaps }: TracedBuild): string {
  const missing = gapsInList(gaps).length
  const named = 'named in annotations of this document'
  if (missing > 0)
    return `Incomplete: ${missing} of ${gaps.length} gaps, ${named}, are of the build itself.`
  const told = 'Complete: every step of the build is recorded with what it read and wrote.'
  return gaps.length === 0 ? told : `${told} What is not known of its code is ${named}.`
}

/** What a document of sources says of itself. */
export const LISTED =
  'Every file of a source tree is listed, compiled or not; of an installed package those that the build used.'
