// SPDX-License-Identifier: Apache-2.0
import { NUMBER, STRING, WORD } from '../tokens.ts'
import { bindValue, keyText } from './bindings.ts'
import { bodyAfter } from './function.ts'
import { pastAngles, pastType } from './types.ts'
import { addFunction, textAt, wordAt, type Walk } from './walk.ts'

const OPEN_PAREN = 40
const OPEN_BRACKET = 91
const OPEN_BRACE = 123
const EQUALS = 61
const COLON = 58
const QUESTION = 63
const BANG = 33
const AT = 64
const HASH = 35
const STAR = 42
const LESS = 60

/** A member of a class. @returns where to go on */
export function memberAt(walk: Walk, first: number): number {
  const { tokens, closes, told } = walk
  const { kind } = tokens
  let at = pastDecorators(walk, first)
  at = pastModifiers(walk, at, CLASS_MODIFIERS)
  // `static { … }`
  if (kind[at] === OPEN_BRACE && wordAt(walk, at - 1) === 'static') {
    told.set(at, { role: 'block', name: '', first: at })
    return at
  }
  const key = at
  const last = lastOfKey(walk, key)
  if (last < 0) return Math.max(first + 1, at)
  const name = keyText(walk, key, last)
  at = last + 1
  if (kind[at] === QUESTION || kind[at] === BANG) at++
  if (kind[at] === OPEN_PAREN || kind[at] === LESS) {
    const body = bodyAfter(walk, at)
    if (body >= 0) {
      addFunction(walk, name, first, closes[body] ?? tokens.count, true)
      told.set(body, { role: 'block', name, first: body })
      return parametersAt(walk, at)
    }
    // an overload or an abstract member: to the end of its result
    at = pastAngles(walk, at)
    at = (closes[at] ?? at) + 1
    return kind[at] === COLON ? pastType(walk, at + 1) : at
  }
  if (kind[at] === COLON) at = pastType(walk, at + 1)
  if (kind[at] !== EQUALS) return at
  bindValue(walk, at + 1, name, first, true)
  return at + 1
}

/** A property of an object. @returns where to go on */
export function propertyAt(walk: Walk, first: number): number {
  const { tokens, closes, told } = walk
  const { kind } = tokens
  const key = pastModifiers(walk, first, OBJECT_MODIFIERS)
  const last = lastOfKey(walk, key)
  if (last < 0) return first + 1
  const name = keyText(walk, key, last)
  const at = last + 1
  if (kind[at] === OPEN_PAREN || kind[at] === LESS) {
    const body = bodyAfter(walk, at)
    if (body < 0) return first + 1
    addFunction(walk, name, first, closes[body] ?? tokens.count, true)
    told.set(body, { role: 'block', name, first: body })
    return parametersAt(walk, at)
  }
  if (kind[at] === COLON) {
    bindValue(walk, at + 1, name, first, false)
    return at + 1
  }
  return key > first ? key : last + 1
}

/** The parameters may hold functions as default values. */
function parametersAt(walk: Walk, at: number): number {
  return pastAngles(walk, at)
}

/** `@name`, `@a.b(…)`, `@(…)` */
function pastDecorators({ tokens, closes }: Walk, from: number): number {
  let at = from
  while (tokens.kind[at] === AT) {
    at++
    while (tokens.kind[at] === WORD && tokens.kind[at + 1] === 46) at += 2
    if (tokens.kind[at] === WORD) at++
    if (tokens.kind[at] === OPEN_PAREN) at = (closes[at] ?? tokens.count) + 1
  }
  return at
}

/** Words before a key; one that is followed by what follows a key is the key itself. */
function pastModifiers(walk: Walk, from: number, modifiers: ReadonlySet<string>): number {
  const { kind } = walk.tokens
  let at = from
  for (;;) {
    if (kind[at] === STAR) at++
    else if (modifiers.has(wordAt(walk, at)) && beginsKey(kind[at + 1] ?? 0)) at++
    else if (kind[at] === AT) at = pastDecorators(walk, at)
    else return at
  }
}

const CLASS_MODIFIERS: ReadonlySet<string> = new Set([
  'public',
  'private',
  'protected',
  'static',
  'readonly',
  'abstract',
  'override',
  'declare',
  'accessor',
  'async',
  'get',
  'set',
])
const OBJECT_MODIFIERS: ReadonlySet<string> = new Set(['async', 'get', 'set'])

function beginsKey(kind: number): boolean {
  return (
    kind === WORD ||
    kind === STRING ||
    kind === NUMBER ||
    kind === OPEN_BRACKET ||
    kind === HASH ||
    kind === STAR ||
    kind === OPEN_BRACE ||
    kind === AT
  )
}

/** The last token of a key that begins here, or -1. */
function lastOfKey(walk: Walk, at: number): number {
  const { tokens, closes } = walk
  const what = tokens.kind[at] ?? 0
  if (what === HASH) return tokens.kind[at + 1] === WORD ? at + 1 : -1
  if (what === OPEN_BRACKET) {
    const close = closes[at] ?? tokens.count
    return close < tokens.count ? close : -1
  }
  // a template's backtick is the same kind as a text
  if (what === STRING && textAt(walk, at).startsWith('`')) return -1
  return what === WORD || what === STRING || what === NUMBER ? at : -1
}
