// SPDX-License-Identifier: Apache-2.0
import type { Item, RegionKind, Scan } from '../span.ts'
import { WORD, type Tokens } from '../tokens.ts'
import { lexRust } from './lexer.ts'

const OPEN_PAREN = 40
const OPEN_BRACKET = 91
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const SEMICOLON = 59
const LESS = 60
const GREATER = 62
const EQUALS = 61
const BANG = 33
const HASH = 35

interface Scope {
  /** `code`: a body or block, whose statements are nobody's but the function's. */
  readonly kind: 'items' | 'type' | 'code'
  /** `module::Type`, with the function around where there is one. */
  readonly path: string
  readonly isMethods: boolean
  /** Token of its closing brace. */
  readonly close: number
}

interface Walk {
  readonly text: string
  readonly tokens: Tokens
  readonly closes: Int32Array
  readonly items: Item[]
  readonly scopes: Scope[]
}

/**
 * Items of a Rust file. Functions within modules, `impl` blocks, traits, other functions and calls of macros are found; what
 * `macro_rules!` writes is the macro's.
 */
export function scanRust(text: string): Scan {
  const tokens = lexRust(text)
  const walk: Walk = { text, tokens, closes: matchBrackets(tokens), items: [], scopes: [] }
  // attributes and visibility before an item belong to it
  let first = -1
  for (let at = 0; at < tokens.count;) {
    leaveScopes(walk, at)
    const what = tokens.kind[at] ?? 0
    if (what === HASH) {
      const bracket = tokens.kind[at + 1] === BANG ? at + 2 : at + 1
      if (tokens.kind[bracket] === OPEN_BRACKET) {
        if (first < 0 && bracket === at + 1) first = at
        at = (walk.closes[bracket] ?? tokens.count) + 1
        continue
      }
    }
    const next = itemAt(walk, at, first < 0 ? at : first)
    if (next > at) {
      at = next
      first = -1
    } else {
      if (what !== WORD || !MODIFIERS.has(wordAt(walk, at))) first = -1
      else if (first < 0) first = at
      // `pub(crate)`, `extern "C"`
      if (what === WORD && wordAt(walk, at) === 'pub' && tokens.kind[at + 1] === OPEN_PAREN) {
        at = (walk.closes[at + 1] ?? tokens.count) + 1
      } else if (what === WORD && wordAt(walk, at) === 'extern' && tokens.kind[at + 1] === 3)
        at += 2
      else at++
    }
  }
  leaveScopes(walk, tokens.count)
  return { items: walk.items, comments: tokens.comments }
}

const MODIFIERS: ReadonlySet<string> = new Set([
  'pub',
  'async',
  'const',
  'unsafe',
  'extern',
  'default',
  'safe',
  'auto',
])

/** Braces only: brackets of other kinds within them come in pairs or not at all. */
function matchBrackets({ kind, count }: Tokens): Int32Array {
  const closes = new Int32Array(count).fill(count)
  const open: number[] = []
  for (let at = 0; at < count; at++) {
    const what = kind[at] ?? 0
    if (what === OPEN_PAREN || what === OPEN_BRACKET || what === OPEN_BRACE) open.push(at)
    else if (what === 41 || what === 93 || what === CLOSE_BRACE) {
      const opener = open.pop()
      if (opener !== undefined) closes[opener] = at
    }
  }
  return closes
}

function wordAt({ text, tokens }: Walk, at: number): string {
  return tokens.kind[at] === WORD ? text.slice(tokens.start[at], tokens.end[at]) : ''
}

function leaveScopes(walk: Walk, at: number): void {
  const { scopes } = walk
  while ((scopes.at(-1)?.close ?? at) < at) scopes.pop()
}

/** @returns where to go on if an item begins here, or `at` */
function itemAt(walk: Walk, at: number, first: number): number {
  const { tokens } = walk
  const word = wordAt(walk, at)
  if (word === '') return at
  const isItems = walk.scopes.at(-1)?.kind !== 'code'
  switch (word) {
    case 'fn':
      return tokens.kind[at + 1] === WORD ? functionAt(walk, at, first) : at
    case 'impl':
      return isExpression(walk, at) ? at : blockAt(walk, at, first, implType(walk, at + 1), true)
    case 'trait':
      return tokens.kind[at + 1] === WORD
        ? blockAt(walk, at, first, wordAt(walk, at + 1), true)
        : at
    case 'mod':
      return tokens.kind[at + 1] === WORD
        ? blockAt(walk, at, first, wordAt(walk, at + 1), false)
        : at
    case 'macro_rules':
      return tokens.kind[at + 1] === BANG ? macroAt(walk, at, first, at + 2) : at
    case 'macro':
      return tokens.kind[at + 1] === WORD && isItems ? macroAt(walk, at, first, at + 1) : at
    case 'struct':
    case 'enum':
    case 'union':
    case 'type':
      return isItems && tokens.kind[at + 1] === WORD ? plainAt(walk, at, first, 'type') : at
    case 'use':
      return isItems ? plainAt(walk, at, first, 'include') : at
    case 'static':
    case 'const':
      return isItems && isVariable(walk, at) ? plainAt(walk, at, first, 'data') : at
    default:
      return at
  }
}

/** `impl Trait` as a type, not the beginning of a block: it follows a sign that no item follows. */
function isExpression({ tokens }: Walk, at: number): boolean {
  const before = tokens.kind[at - 1] ?? 0
  return (
    before === 58 ||
    before === GREATER ||
    before === 40 ||
    before === 44 ||
    before === 38 ||
    before === EQUALS ||
    before === LESS ||
    before === 43
  )
}

function isVariable(walk: Walk, at: number): boolean {
  const name = wordAt(walk, at + 1) === 'mut' ? at + 2 : at + 1
  return walk.tokens.kind[name] === WORD && walk.tokens.kind[name + 1] === 58
}

function functionAt(walk: Walk, fn: number, first: number): number {
  const { tokens, closes, scopes, items } = walk
  const name = wordAt(walk, fn + 1)
  const around = scopes.at(-1)
  const startLine = tokens.line[first] ?? 1
  const body = braceAfter(walk, fn + 2)
  if (tokens.kind[body] !== OPEN_BRACE) {
    const endLine = tokens.line[Math.min(body, tokens.count - 1)] ?? startLine
    if (around?.kind !== 'code') items.push({ kind: 'declaration', name, startLine, endLine })
    return body
  }
  const close = closes[body] ?? tokens.count
  items.push({
    kind: 'function',
    name,
    ...(around === undefined || around.path === '' ? {} : { scope: around.path }),
    ...(around?.isMethods === true ? { isMethod: true } : {}),
    startLine,
    endLine: close < tokens.count ? (tokens.line[close] ?? 1) : tokens.lines,
  })
  scopes.push({ kind: 'code', path: joined(around?.path, name), isMethods: false, close })
  return body + 1
}

function joined(path: string | undefined, name: string): string {
  if (path === undefined || path === '') return name
  // the path of a deep nest would grow without bound
  return name === '' || path.length > 1000 ? path : `${path}::${name}`
}

/** The `{` of a body or the `;` instead of one, past generics, parameters, results and bounds. */
function braceAfter({ tokens, closes }: Walk, from: number): number {
  let angles = 0
  for (let at = from; at < tokens.count; at++) {
    const what = tokens.kind[at] ?? 0
    if (what === OPEN_PAREN || what === OPEN_BRACKET) at = closes[at] ?? tokens.count
    else if (what === LESS) angles++
    else if (what === GREATER) {
      // `->` is no bracket
      if (tokens.kind[at - 1] !== 45) angles = Math.max(0, angles - 1)
    } else if (what === OPEN_BRACE) {
      // a constant as an argument of a type: `Array<{ N + 1 }>`
      const before = tokens.kind[at - 1] ?? 0
      if (angles === 0 || (before !== LESS && before !== 44 && before !== EQUALS)) return at
      at = closes[at] ?? tokens.count
    } else if (what === SEMICOLON || what === CLOSE_BRACE) return at
  }
  return tokens.count
}

/** `impl<T> Trait<T> for Type<T> where …`: the last word of the type's path. */
function implType(walk: Walk, from: number): string {
  const { tokens, closes } = walk
  let name = ''
  let angles = 0
  for (let at = from; at < tokens.count; at++) {
    const what = tokens.kind[at] ?? 0
    if (what === OPEN_BRACE || what === SEMICOLON) break
    if (what === OPEN_PAREN || what === OPEN_BRACKET) at = closes[at] ?? tokens.count
    else if (what === LESS) angles++
    else if (what === GREATER) {
      if (tokens.kind[at - 1] !== 45) angles = Math.max(0, angles - 1)
    } else if (what === WORD && angles === 0) {
      const word = wordAt(walk, at)
      if (word === 'where') break
      if (word === 'for') name = ''
      else if (!SKIPPED.has(word) && !word.startsWith("'")) name = word
    }
  }
  return name
}

const SKIPPED: ReadonlySet<string> = new Set(['dyn', 'mut', 'const', 'crate', 'unsafe', 'as'])

/** `impl`, `trait`, `mod`: items within. */
function blockAt(walk: Walk, at: number, first: number, name: string, isMethods: boolean): number {
  const { tokens, closes, scopes, items } = walk
  const open = braceAfter(walk, at + 1)
  const startLine = tokens.line[first] ?? 1
  const close = tokens.kind[open] === OPEN_BRACE ? (closes[open] ?? tokens.count) : open
  const endLine = close < tokens.count ? (tokens.line[close] ?? 1) : tokens.lines
  const around = scopes.at(-1)
  if (around?.kind !== 'code' && (isMethods || close === open)) {
    items.push({ kind: isMethods ? 'type' : 'declaration', name, startLine, endLine })
  }
  if (close === open) return open + 1
  scopes.push({
    kind: isMethods ? 'type' : 'items',
    path: joined(around?.path, name),
    isMethods,
    close,
  })
  return open + 1
}

function macroAt(walk: Walk, at: number, first: number, nameAt: number): number {
  const { tokens, closes, items } = walk
  let open = nameAt + 1
  // `macro name($x:expr) { … }`
  if (tokens.kind[at + 1] !== BANG && tokens.kind[open] === OPEN_PAREN)
    open = (closes[open] ?? tokens.count) + 1
  const close = Math.min(closes[open] ?? open, tokens.count)
  const startLine = tokens.line[first] ?? 1
  items.push({
    kind: 'macro',
    name: wordAt(walk, nameAt),
    startLine,
    endLine: close < tokens.count ? (tokens.line[close] ?? startLine) : tokens.lines,
  })
  return close + 1
}

/** An item that holds no other: to its `;`, or to the brace of a type's fields. */
function plainAt(walk: Walk, at: number, first: number, kind: RegionKind): number {
  const { tokens, closes, items, scopes } = walk
  const name = wordAt(walk, wordAt(walk, at + 1) === 'mut' ? at + 2 : at + 1)
  const startLine = tokens.line[first] ?? 1
  let end = at + 1
  while (end < tokens.count) {
    const what = tokens.kind[end] ?? 0
    if (what === SEMICOLON) break
    if (what === OPEN_BRACE && kind === 'type') {
      end = closes[end] ?? tokens.count
      break
    }
    if (what === CLOSE_BRACE) return at
    const isOpen = what === OPEN_PAREN || what === OPEN_BRACKET || what === OPEN_BRACE
    end = isOpen ? (closes[end] ?? tokens.count) + 1 : end + 1
  }
  const endLine = end < tokens.count ? (tokens.line[end] ?? startLine) : tokens.lines
  items.push({ kind, name, startLine, endLine })
  if (kind !== 'data') return end + 1
  // a block as a value may hold functions: `const _: () = { impl … }`
  const path = scopes.at(-1)?.path ?? ''
  scopes.push({ kind: 'code', path, isMethods: false, close: end })
  return at + 1
}
