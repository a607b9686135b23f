// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'

/** Debug information names the sources that were compiled with it; a build's own documents name all. */
export const imageNotCovered: PlaceRule = {
  id: 'image-not-covered',
  number: 7,
  sentence:
    'Where only debug information says what an image was made of, a file that it does not name is unknown unless it accounts for the whole image.',
  judge(_place, { inTree, hidingPlaceOf }) {
    for (const file of inTree) {
      const reason = hidingPlaceOf(file)
      if (reason === undefined) continue
      return { state: 'undecided', rule: 'image-not-covered', reason, files: inTree }
    }
    return undefined
  },
}
