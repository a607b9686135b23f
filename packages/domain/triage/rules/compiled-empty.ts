// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'

/** A configuration often empties whole files; that they are compiled and linked then means nothing. */
export const compiledEmpty: PlaceRule = {
  id: 'compiled-empty',
  number: 7,
  sentence: 'A file is absent where every object that was made of it holds no code.',
  judge(_place, { code, inTree, elsewhere }) {
    if (code?.state !== 'absent' || !code.empty) return undefined
    return {
      state: 'absent',
      rule: 'compiled-empty',
      reason: 'the objects that were made of it hold no code',
      files: [...inTree, ...elsewhere],
      functions: code.functions,
    }
  },
}
