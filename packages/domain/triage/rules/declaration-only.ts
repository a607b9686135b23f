// SPDX-License-Identifier: Apache-2.0
import type { OtherChange, PlaceRule } from '../place.ts'

/** A fix that gives a structure another member changes the header too; the vulnerability is where the member is used. */
export const declarationOnly: PlaceRule = {
  id: 'declaration-only',
  number: 7,
  sentence:
    'A file in which a fix changes only types and declarations holds no code of the vulnerability, where other files of the fix name functions: those decide.',
  judge({ functions, others = [] }, { code, hasFunctions }) {
    const isOnly = functions.length === 0 && others.length > 0 && others.every(hasNoCode)
    if (!isOnly || !hasFunctions || code === undefined) return undefined
    return {
      state: 'ignored',
      rule: 'declaration-only',
      reason: 'the fix changes only types and declarations here',
      files: [],
    }
  },
}

function hasNoCode({ kind }: OtherChange): boolean {
  return kind === 'type' || kind === 'declaration' || kind === 'include'
}
