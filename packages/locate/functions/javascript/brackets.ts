// SPDX-License-Identifier: Apache-2.0
import type { Tokens } from '../tokens.ts'
import { HOLE, HOLE_END } from './lexer.ts'

/** For each opening bracket the token that closes it, or the number of tokens. */
export function matchBrackets({ kind, count }: Tokens): Int32Array {
  const closes = new Int32Array(count).fill(count)
  const open: number[] = []
  for (let at = 0; at < count; at++) {
    const what = kind[at] ?? 0
    if (what === 40 || what === 91 || what === 123 || what === HOLE) open.push(at)
    else if (what === 41 || what === 93 || what === 125 || what === HOLE_END) {
      const opener = open.pop()
      if (opener !== undefined) closes[opener] = at
    }
  }
  return closes
}
