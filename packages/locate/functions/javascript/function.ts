// SPDX-License-Identifier: Apache-2.0
import { WORD } from '../tokens.ts'
import { pastAngles, pastType } from './types.ts'
import { addFunction, wordAt, type Walk } from './walk.ts'

const OPEN_PAREN = 40
const OPEN_BRACE = 123
const COLON = 58
const STAR = 42
const DOT = 46

/** `async function* name<T>(a): R {`. Without a name and a binding it belongs to what holds it. */
export function functionAt(walk: Walk, at: number): number {
  const { tokens, closes, told } = walk
  const bound = told.get(at)
  let next = at + 1
  if (tokens.kind[next] === STAR) next++
  let name = bound?.name ?? ''
  if (tokens.kind[next] === WORD) name = wordAt(walk, next++)
  const body = bodyAfter(walk, next)
  if (body < 0) return at + 1
  // what is called at once gives its result to the name, not itself
  const after = tokens.kind[(closes[body] ?? tokens.count) + 1] ?? 0
  if (name === bound?.name && (after === OPEN_PAREN || after === DOT)) name = ''
  told.set(body, { role: 'block', name, first: body })
  if (name !== '')
    addFunction(
      walk,
      name,
      firstOf(walk, at, bound?.first),
      closes[body] ?? tokens.count,
      bound?.role === 'class',
    )
  return at + 1
}

/** The brace of the body after `<T>(a): R`, or -1: an overload, a declaration, a call. */
export function bodyAfter(walk: Walk, from: number): number {
  const { tokens, closes } = walk
  let at = pastAngles(walk, from)
  if (tokens.kind[at] !== OPEN_PAREN) return -1
  at = (closes[at] ?? tokens.count) + 1
  if (tokens.kind[at] === COLON) at = pastType(walk, at + 1)
  return tokens.kind[at] === OPEN_BRACE ? at : -1
}

function firstOf(walk: Walk, at: number, bound: number | undefined): number {
  if (bound !== undefined) return bound
  let first = at
  while (first > 0 && MODIFIERS.has(wordAt(walk, first - 1))) first--
  return first
}

const MODIFIERS: ReadonlySet<string> = new Set(['async', 'export', 'default', 'declare'])
