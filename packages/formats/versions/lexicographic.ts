// SPDX-License-Identifier: Apache-2.0
import type { Order, VersionScheme } from './scheme.ts'

/** The `lexicographic` of vers: bytes of UTF-8, not normalised. */
export const lexicographic: VersionScheme<string> = {
  id: 'lexicographic',
  parse: (text) => (text === '' ? undefined : text),
  compare: compareUtf8,
}

/** UTF-8 sorts as code points do; UTF-16 puts surrogates before U+E000, so both are moved where they differ. */
function compareUtf8(left: string, right: string): Order {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const one = left.charCodeAt(index)
    const two = right.charCodeAt(index)
    if (one !== two) return placeOf(one) < placeOf(two) ? -1 : 1
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

function placeOf(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x0800
}
