// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'
import { undecidedBy } from './undecided-code.ts'

export const functionUnderAnotherName: PlaceRule = {
  id: 'function-under-another-name',
  number: 7,
  sentence:
    'Where the image has functions of a file that its text does not define, a macro may have renamed the one that is looked for: the file decides.',
  judge: (_place, context) =>
    undecidedBy(context, 'function-under-another-name', ['function-under-another-name']),
}
