// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'

/** Link records are the first thing that build documents leave out; a compiled file is never dropped for want of one. */
export const builtNotLinked: PlaceRule = {
  id: 'built-not-linked',
  number: 3,
  sentence:
    'A file that was compiled but that no recorded link brings into an image is unknown: it is not proved absent.',
  judge(_place, { evidence, inTree, elsewhere }) {
    const files = [...inTree, ...elsewhere].filter((file) => evidence.reach(file) === 'built')
    if (files.length === 0) return undefined
    return {
      state: 'undecided',
      rule: 'built-not-linked',
      reason: 'the file was compiled, but no link into an image is recorded',
      files,
    }
  },
}
