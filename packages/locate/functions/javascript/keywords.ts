// SPDX-License-Identifier: Apache-2.0
import type { RegionKind } from '../span.ts'
import { STRING, WORD } from '../tokens.ts'
import { bindValue, declarationAt } from './bindings.ts'
import { functionAt } from './function.ts'
import { pastAngles, pastType } from './types.ts'
import { lineOf, wordAt, type Walk } from './walk.ts'

const OPEN_PAREN = 40
const OPEN_BRACKET = 91
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const SEMICOLON = 59
const COMMA = 44
const EQUALS = 61

/** A word that may begin a definition. @returns the next token to look at */
export function keywordAt(walk: Walk, at: number): number {
  const { tokens } = walk
  const before = tokens.kind[at - 1] ?? 0
  // `x.function`, `{ class: 1 }`
  if (before === 46 || (tokens.kind[at + 1] === 58 && walk.frames.at(-1)?.role !== 'block'))
    return at + 1
  switch (wordAt(walk, at)) {
    case 'function':
      return functionAt(walk, at)
    case 'class':
      return classAt(walk, at)
    case 'interface':
    case 'enum':
    case 'namespace':
    case 'module':
    case 'declare':
      return typeBlockAt(walk, at)
    case 'type':
      return aliasAt(walk, at)
    case 'const':
    case 'let':
    case 'var':
      return declarationAt(walk, at)
    case 'default':
      if (wordAt(walk, at - 1) === 'export') bindValue(walk, at + 1, 'default', at - 1, false)
      return at + 1
    case 'import':
    case 'export':
      return moduleAt(walk, at)
    default:
      return at + 1
  }
}

function classAt(walk: Walk, at: number): number {
  const { tokens, closes, told } = walk
  const bound = told.get(at)
  let name = bound?.name ?? ''
  let brace = at + 1
  const own = wordAt(walk, brace)
  if (own !== '' && own !== 'extends' && own !== 'implements') {
    name = own
    brace++
  }
  let hasTypes = false
  for (let steps = 0; tokens.kind[brace] !== OPEN_BRACE && steps < 256; steps++) {
    const what = tokens.kind[brace] ?? 0
    if (what === SEMICOLON || what === CLOSE_BRACE || what === 41) return at + 1
    const past = pastAngles(walk, brace)
    if (past > brace) hasTypes = true
    const isOpen = what === OPEN_PAREN || what === OPEN_BRACKET
    brace = past > brace ? past : isOpen ? (closes[brace] ?? tokens.count) + 1 : brace + 1
  }
  if (tokens.kind[brace] !== OPEN_BRACE) return at + 1
  told.set(brace, { role: 'class', name, first: at })
  addRegion(walk, 'type', name, bound?.first ?? at, closes[brace] ?? tokens.count)
  // the arguments of a base's type are no code
  return hasTypes ? brace : at + 1
}

/** `interface A {`, `enum A {`, `namespace A.B {`, `declare global {` */
function typeBlockAt(walk: Walk, at: number): number {
  const { tokens, closes, told } = walk
  const word = wordAt(walk, at)
  const isName = tokens.kind[at + 1] === WORD || tokens.kind[at + 1] === STRING
  if (!isName || tokens.line[at + 1] !== tokens.line[at] || word === 'declare') return at + 1
  const name = wordAt(walk, at + 1)
  let brace = at + 2
  for (let steps = 0; tokens.kind[brace] !== OPEN_BRACE && steps < 256; steps++) {
    const what = tokens.kind[brace] ?? 0
    if (what !== WORD && what !== 46 && what !== COMMA && what !== 60) return at + 1
    const past = pastAngles(walk, brace)
    brace = past > brace ? past : brace + 1
  }
  if (tokens.kind[brace] !== OPEN_BRACE) return at + 1
  const isSpace = word === 'namespace' || word === 'module'
  told.set(brace, {
    role: isSpace ? 'block' : word === 'enum' ? 'expression' : 'type',
    name: isSpace ? name : '',
    first: at,
  })
  if (!isSpace) addRegion(walk, 'type', name, at, closes[brace] ?? tokens.count)
  return brace
}

/** `type A<T> = …` */
function aliasAt(walk: Walk, at: number): number {
  const { tokens } = walk
  if (tokens.kind[at + 1] !== WORD || tokens.line[at + 1] !== tokens.line[at]) return at + 1
  const equals = pastAngles(walk, at + 2)
  if (tokens.kind[equals] !== EQUALS) return at + 1
  const end = pastType(walk, equals + 1)
  addRegion(walk, 'type', wordAt(walk, at + 1), at, end - 1)
  return end
}

function moduleAt(walk: Walk, at: number): number {
  const { tokens, closes } = walk
  const word = wordAt(walk, at)
  let end = at + 1
  if (word === 'export') {
    if (tokens.kind[end] !== OPEN_BRACE && tokens.kind[end] !== 42) return end
  } else if (tokens.kind[end] === OPEN_PAREN || tokens.kind[end] === 46) return end
  for (let steps = 0; end < tokens.count && steps < 256; steps++) {
    const what = tokens.kind[end] ?? 0
    if (what === STRING || what === SEMICOLON) break
    if (what === OPEN_BRACE) end = (closes[end] ?? tokens.count) + 1
    else if (what === WORD || what === COMMA || what === 42) {
      if (
        word === 'export' &&
        wordAt(walk, end) !== 'from' &&
        wordAt(walk, end) !== 'as' &&
        wordAt(walk, end - 1) !== 'as'
      )
        break
      end++
    } else return at + 1
  }
  addRegion(walk, 'include', '', at, Math.min(end, tokens.count - 1))
  return Math.max(at + 1, Math.min(end, tokens.count))
}

function addRegion(walk: Walk, kind: RegionKind, name: string, first: number, last: number): void {
  if (walk.frames.length > 1) return
  walk.items.push({ kind, name, startLine: lineOf(walk, first), endLine: lineOf(walk, last) })
}
