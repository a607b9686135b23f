// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'
import { undecidedBy } from './undecided-code.ts'

export const functionNotInSource: PlaceRule = {
  id: 'function-not-in-source',
  number: 7,
  sentence:
    'A function that this release is not known to define in that file (younger, renamed, moved) is not proved absent: the file decides.',
  judge: (_place, context) =>
    undecidedBy(context, 'function-not-in-source', [
      'function-not-in-source',
      'source-text-unknown',
    ]),
}
