// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'

/** Asked first: whatever else may be doubtful about a place, code that is there is there. */
export const codeInImage: PlaceRule = {
  id: 'code-in-image',
  number: 3,
  sentence: 'A vulnerability stays affected if one of its locations is in the image.',
  judge(_place, { evidence, inTree, elsewhere }) {
    const files = [...inTree, ...elsewhere].filter((file) => evidence.reach(file) === 'image')
    if (files.length === 0) return undefined
    return {
      state: 'present',
      rule: 'code-in-image',
      reason: 'the file went into an image',
      files,
    }
  },
}
