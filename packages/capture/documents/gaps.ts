// SPDX-License-Identifier: Apache-2.0
import type { Gap } from '../steps/index.ts'

/** What stands before a gap in an annotation, a comment or a property: a mark, a space, and the gap as JSON. */
export const GAP_MARK = 'headwater-gap/1'

export function gapText({ code, message, hint, paths }: Gap): string {
  return `${GAP_MARK} ${JSON.stringify({ code, message, hint, paths })}`
}
