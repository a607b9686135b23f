// SPDX-License-Identifier: Apache-2.0
import { WORD } from '../tokens.ts'
import type { HeadContext } from './heads.ts'

/**
 * C11 6.9.1: `int f(a, b) int a; char *b; { … }`. Tells whether a semicolon after these tokens stands in the declarations of
 * the parameters, which it does if the last thing declared is one of the names in the parentheses.
 */
export function oldParameters({ text, tokens }: HeadContext, head: readonly number[]): boolean {
  const { kind, start, end } = tokens
  const last = head.length - 1
  const open = firstGroup(kind, head)
  if (open < 0) return false
  let at = open + 1
  const names = new Set<string>()
  for (; at <= last && kind[head[at] ?? 0] !== 41; at += 2) {
    const name = head[at] ?? 0
    const sign = kind[head[at + 1] ?? 0]
    if (kind[name] !== WORD || (sign !== 44 && sign !== 41)) return false
    names.add(text.slice(start[name], end[name]))
    if (sign === 41) {
      at++
      break
    }
  }
  if (names.size === 0 || at + 2 > last) return false
  // the declaration before this semicolon: a type, then names of parameters, the last of them here
  let from = last
  while (from > at && kind[head[from - 1] ?? 0] !== 59) from--
  let declared = ''
  let depth = 0
  let words = 0
  for (let i = from; i <= last; i++) {
    const token = head[i] ?? 0
    const what = kind[token] ?? 0
    if (what === 61) return false
    if (what === 91) depth++
    else if (what === 93) depth--
    else if (what === WORD && depth === 0) {
      const word = text.slice(start[token], end[token])
      words++
      // `int (*f)(int)`: the name stands in the first group
      if (names.has(word)) declared = word
      else if (kind[head[i + 1] ?? 0] === 44 && i < last) return false
    }
  }
  return words >= 2 && declared !== ''
}

/** The first parenthesis after a word. */
function firstGroup(kind: Uint8Array, head: readonly number[]): number {
  for (let at = 1; at < head.length; at++) {
    if (kind[head[at] ?? 0] === 40) return kind[head[at - 1] ?? 0] === WORD ? at : -1
  }
  return -1
}
