// SPDX-License-Identifier: Apache-2.0
import { STRING, WORD } from '../tokens.ts'
import { ARROW } from './lexer.ts'
import { arrowOf, pastType } from './types.ts'
import { lineOf, textAt, wordAt, type Walk } from './walk.ts'

const EQUALS = 61
const COLON = 58
const DOT = 46
const BANG = 33

/** `name = function`, `a.b.name = () =>`. @returns the token after the `=` */
export function bindingAt(walk: Walk, at: number): number {
  const { kind } = walk.tokens
  const before = kind[at - 1] ?? 0
  // `==`, `!=`, `<=`, `+=`
  if (kind[at + 1] === EQUALS || before !== WORD) return at + 1
  let first = at - 1
  for (let steps = 0; kind[first - 1] === DOT && kind[first - 2] === WORD && steps < 64; steps++)
    first -= 2
  bindValue(walk, at + 1, wordAt(walk, at - 1), first, false)
  return at + 1
}

/** `const name: T = () =>`: the type between is no code. */
export function declarationAt(walk: Walk, at: number): number {
  const { kind, count } = walk.tokens
  let next = at + 1
  if (kind[next] !== WORD) return next
  const name = next++
  if (kind[next] === BANG) next++
  if (kind[next] === COLON) next = pastType(walk, next + 1)
  else if (kind[next] !== EQUALS) return at + 1
  const isData = walk.frames.length === 1
  if (isData) {
    const line = lineOf(walk, at)
    walk.items.push({
      kind: 'data',
      name: wordAt(walk, name),
      startLine: line,
      endLine: endOfData(walk, next, line),
    })
  }
  if (kind[next] !== EQUALS) return Math.min(next, count)
  bindValue(walk, next + 1, wordAt(walk, name), name, false)
  return next + 1
}

/** To the last line of a table: where the bracket after the `=` closes. */
function endOfData(walk: Walk, equals: number, line: number): number {
  const { kind } = walk.tokens
  const open = equals + 1
  const what = kind[open] ?? 0
  const isOpen = what === 40 || what === 91 || what === 123
  return Math.max(line, lineOf(walk, isOpen ? (walk.closes[open] ?? equals) : equals))
}

/** Gives a name to the function, arrow or class that is the value here. */
export function bindValue(
  walk: Walk,
  from: number,
  name: string,
  first: number,
  isMethod: boolean,
): void {
  const { tokens, told } = walk
  const role = isMethod ? 'class' : 'block'
  let at = from
  // `(function () {})` in parentheses, but not a call's
  if (wordAt(walk, at) === 'async' && wordAt(walk, at + 1) === 'function') at++
  const word = wordAt(walk, at)
  if (word === 'function' || word === 'class') {
    told.set(at, { role, name, first })
    return
  }
  if (tokens.kind[at] === STRING) return
  const arrow = arrowOf(walk, at)
  if (arrow >= 0 && tokens.kind[arrow] === ARROW) told.set(arrow, { role, name, first })
}

/** A key of an object or class: a word, a text without its quotes, a number, or `[…]` as it is written. */
export function keyText(walk: Walk, from: number, to: number): string {
  const { tokens, text } = walk
  if (to === from && tokens.kind[from] === STRING)
    return textAt(walk, from).slice(1, -1).slice(0, 200)
  const start = tokens.start[from] ?? 0
  return text.slice(start, Math.min(tokens.end[to] ?? start, start + 200)).replaceAll(/\s+/g, '')
}
