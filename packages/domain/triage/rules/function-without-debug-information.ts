// SPDX-License-Identifier: Apache-2.0
import type { PlaceRule } from '../place.ts'
import { undecidedBy } from './undecided-code.ts'

export const functionWithoutDebugInformation: PlaceRule = {
  id: 'function-without-debug-information',
  number: 7,
  sentence:
    'A function of a file that is in the image stays affected unless debug information covers every object of the file, or the object holds no code: a symbol table alone proves nothing.',
  judge: (_place, context) =>
    undecidedBy(context, 'function-without-debug-information', [
      'function-without-debug-information',
    ]),
}
