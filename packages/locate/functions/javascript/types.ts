// SPDX-License-Identifier: Apache-2.0
import { NUMBER, STRING, WORD } from '../tokens.ts'
import { ARROW, HOLE } from './lexer.ts'
import { wordAt, type Walk } from './walk.ts'

const OPEN_PAREN = 40
const OPEN_BRACE = 123
const OPEN_BRACKET = 91
const LESS = 60
const GREATER = 62
const BAR = 124
const AMPERSAND = 38
const COLON = 58
const QUESTION = 63
const DOT = 46

/** Longest type that is read, in tokens and groups. */
const LONGEST = 4096

/** Past a type of TypeScript that begins here: to what cannot go on with it. */
export function pastType(walk: Walk, from: number): number {
  const { tokens, closes } = walk
  const { kind } = tokens
  let at = from
  // an operand must follow, or a sign between operands may
  let isWanted = true
  let conditions = 0
  for (let steps = 0; at < tokens.count && steps < LONGEST; steps++) {
    const what = kind[at] ?? 0
    const word = wordAt(walk, at)
    if (isWanted) {
      if (PREFIXES.has(word) || what === BAR || what === AMPERSAND || what === 45) at++
      else if (what === OPEN_PAREN) {
        at = (closes[at] ?? tokens.count) + 1
        isWanted = kind[at] === ARROW
        if (isWanted) at++
      } else if (what === LESS) {
        const past = pastAngles(walk, at)
        if (past === at) return at
        at = past
      } else if (what === OPEN_BRACE || what === OPEN_BRACKET) {
        at = (closes[at] ?? tokens.count) + 1
        isWanted = false
      } else if (what === WORD || what === STRING || what === NUMBER) {
        at++
        if (word === 'import' && kind[at] === OPEN_PAREN) at = (closes[at] ?? tokens.count) + 1
        at = pastTemplate(walk, at, what)
        isWanted = false
      } else return at
    } else if (what === DOT || what === BAR || what === AMPERSAND) {
      at++
      isWanted = true
    } else if (what === LESS) {
      const past = pastAngles(walk, at)
      if (past === at) return at
      at = past
    } else if (what === OPEN_BRACKET && tokens.line[at] === tokens.line[at - 1]) {
      at = (closes[at] ?? tokens.count) + 1
    } else if (word === 'extends' || word === 'is') {
      at++
      isWanted = true
    } else if (what === QUESTION && conditions >= 0) {
      conditions++
      at++
      isWanted = true
    } else if (what === COLON && conditions > 0) {
      conditions--
      at++
      isWanted = true
    } else return at
  }
  return at
}

/** The texts of a template's type come apart. */
function pastTemplate({ tokens, closes }: Walk, from: number, first: number): number {
  if (first !== STRING) return from
  let at = from
  for (;;) {
    const what = tokens.kind[at]
    if (what === HOLE) at = (closes[at] ?? tokens.count) + 1
    else if (what === STRING) at++
    else return at
  }
}

const PREFIXES: ReadonlySet<string> = new Set([
  'keyof',
  'typeof',
  'readonly',
  'infer',
  'asserts',
  'unique',
  'new',
  'abstract',
])

/** Past `<…>` of type parameters or arguments, or `from` itself if none stands there. */
export function pastAngles({ tokens, closes }: Walk, from: number): number {
  if (tokens.kind[from] !== LESS) return from
  let depth = 0
  for (let at = from, steps = 0; at < tokens.count && steps < LONGEST; steps++) {
    const what = tokens.kind[at] ?? 0
    if (what === LESS) depth++
    else if (what === GREATER && --depth === 0) return at + 1
    else if (what === 59 || what === 41 || what === 93 || what === 125) return from
    const isOpen = what === OPEN_PAREN || what === OPEN_BRACE || what === OPEN_BRACKET
    at = isOpen ? (closes[at] ?? tokens.count) + 1 : at + 1
  }
  return from
}

/** The `=>` of an arrow function that begins here, or -1. */
export function arrowOf(walk: Walk, from: number): number {
  const { tokens, closes } = walk
  let at = from
  const isAsync = wordAt(walk, at) === 'async' && tokens.kind[at + 1] !== ARROW
  if (isAsync && tokens.line[at + 1] === tokens.line[at]) at++
  if (tokens.kind[at] === WORD) return tokens.kind[at + 1] === ARROW ? at + 1 : -1
  at = pastAngles(walk, at)
  if (tokens.kind[at] !== OPEN_PAREN) return -1
  at = (closes[at] ?? tokens.count) + 1
  if (tokens.kind[at] === ARROW) return at
  if (tokens.kind[at] !== COLON) return -1
  at = pastType(walk, at + 1)
  return tokens.kind[at] === ARROW ? at : -1
}
