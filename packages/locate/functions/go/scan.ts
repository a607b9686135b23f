// SPDX-License-Identifier: Apache-2.0
import type { Item, RegionKind, Scan } from '../span.ts'
import { WORD, type Tokens } from '../tokens.ts'
import { lexGo } from './lexer.ts'

const OPEN_PAREN = 40
const CLOSE_PAREN = 41
const OPEN_BRACKET = 91
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const SEMICOLON = 59
const STAR = 42

interface Walk {
  readonly text: string
  readonly tokens: Tokens
  /** For each opening bracket the token that closes it, or the number of tokens. */
  readonly closes: Int32Array
  readonly items: Item[]
}

/** Declarations of a Go file. Function literals belong to what holds them; a method is named `Type.Method`. */
export function scanGo(text: string): Scan {
  const tokens = lexGo(text)
  const walk: Walk = { text, tokens, closes: matchBrackets(tokens), items: [] }
  for (let at = 0; at < tokens.count;) at = declaration(walk, at)
  return { items: walk.items, comments: tokens.comments }
}

/** Brackets of every kind in one pass. One that is closed by another kind is closed there: the text is broken anyway. */
function matchBrackets({ kind, count }: Tokens): Int32Array {
  const closes = new Int32Array(count).fill(count)
  const open: number[] = []
  for (let at = 0; at < count; at++) {
    const what = kind[at] ?? 0
    if (what === OPEN_PAREN || what === OPEN_BRACKET || what === OPEN_BRACE) open.push(at)
    else if (what === CLOSE_PAREN || what === 93 || what === CLOSE_BRACE) {
      const opener = open.pop()
      if (opener !== undefined) closes[opener] = at
    }
  }
  return closes
}

/** @returns the token after the declaration */
function declaration(walk: Walk, at: number): number {
  switch (wordAt(walk, at)) {
    case 'func':
      return functionAt(walk, at)
    case 'import':
    case 'package':
      return group(walk, at, 'include')
    case 'type':
      return group(walk, at, 'type')
    case 'var':
    case 'const':
      return group(walk, at, 'data')
    default:
      return endOfStatement(walk, at)
  }
}

function wordAt({ text, tokens }: Walk, at: number): string {
  return tokens.kind[at] === WORD ? text.slice(tokens.start[at], tokens.end[at]) : ''
}

/** The Go Programming Language Specification, "Function declarations" and "Method declarations". */
function functionAt(walk: Walk, func: number): number {
  const { tokens, closes, items } = walk
  const { kind } = tokens
  let at = func + 1
  let receiver = ''
  if (kind[at] === OPEN_PAREN) {
    receiver = receiverType(walk, at)
    at = (closes[at] ?? tokens.count) + 1
  }
  const own = wordAt(walk, at)
  const name = receiver === '' ? own : `${receiver}.${own}`
  at++
  // type parameters, then parameters
  if (kind[at] === OPEN_BRACKET) at = (closes[at] ?? tokens.count) + 1
  if (kind[at] === OPEN_PAREN) at = (closes[at] ?? tokens.count) + 1
  const body = bodyAt(walk, at)
  const startLine = tokens.line[func] ?? 1
  if (body < 0) {
    // without a body it is written in assembly
    const next = endOfStatement(walk, func)
    items.push({
      kind: 'declaration',
      name,
      startLine,
      endLine: tokens.line[next - 1] ?? startLine,
    })
    return next
  }
  const close = closes[body] ?? tokens.count
  const endLine = close < tokens.count ? (tokens.line[close] ?? 1) : tokens.lines
  if (own !== '') {
    items.push({ kind: 'function', name, isMethod: receiver !== '', startLine, endLine })
  }
  return close + 1
}

/** `(r *List[T])`: the type without pointer and arguments. */
function receiverType(walk: Walk, open: number): string {
  const { tokens, closes } = walk
  const close = Math.min(closes[open] ?? 0, tokens.count)
  let name = ''
  for (let at = open + 1; at < close; at++) {
    if (tokens.kind[at] === OPEN_BRACKET) break
    if (tokens.kind[at] === WORD) name = wordAt(walk, at)
  }
  return name
}

/** The brace of the body after the parameters, past the results; -1 if there is none. */
function bodyAt(walk: Walk, from: number): number {
  const { tokens, closes } = walk
  const { kind } = tokens
  for (let at = from; at < tokens.count; at++) {
    const what = kind[at] ?? 0
    if (what === OPEN_BRACE) {
      const before = wordAt(walk, at - 1)
      if (before !== 'struct' && before !== 'interface') return at
      at = closes[at] ?? tokens.count
    } else if (what === OPEN_PAREN || what === OPEN_BRACKET) at = closes[at] ?? tokens.count
    else if (what === SEMICOLON || (at > from && endsBefore(walk, at))) return -1
    else if (at === from && what !== STAR && endsBefore(walk, at)) return -1
  }
  return -1
}

/** Specification, "Semicolons": a line's last token ends the statement if it can. */
function endsBefore({ tokens }: Walk, at: number): boolean {
  if (at === 0 || tokens.line[at] === tokens.line[at - 1]) return false
  const last = tokens.kind[at - 1] ?? 0
  return last <= 32 || last === CLOSE_PAREN || last === 93 || last === CLOSE_BRACE
}

/** `var x = 1`, or each line of `var ( … )`. */
function group(walk: Walk, at: number, kind: RegionKind): number {
  const { tokens, closes, items } = walk
  if (tokens.kind[at + 1] !== OPEN_PAREN) {
    const next = endOfStatement(walk, at + 1)
    items.push({ kind, name: wordAt(walk, at + 1), ...linesOf(walk, at, next) })
    return next
  }
  const close = Math.min(closes[at + 1] ?? tokens.count, tokens.count)
  items.push({ kind, name: '', ...linesOf(walk, at, close + 1) })
  for (let each = at + 2; each < close;) {
    const next = Math.min(endOfStatement(walk, each), close)
    items.push({ kind, name: wordAt(walk, each), ...linesOf(walk, each, next) })
    each = Math.max(next, each + 1)
  }
  return close + 1
}

function linesOf(
  { tokens }: Walk,
  from: number,
  to: number,
): { startLine: number; endLine: number } {
  const startLine = tokens.line[from] ?? tokens.lines
  return { startLine, endLine: tokens.line[Math.min(to, tokens.count) - 1] ?? startLine }
}

/** @returns the token with which the next statement begins; at least one further */
function endOfStatement(walk: Walk, from: number): number {
  const { tokens, closes } = walk
  let at = from
  while (at < tokens.count) {
    const what = tokens.kind[at] ?? 0
    if (at > from && endsBefore(walk, at)) return at
    if (what === SEMICOLON) return at + 1
    const isOpen = what === OPEN_PAREN || what === OPEN_BRACKET || what === OPEN_BRACE
    at = isOpen ? (closes[at] ?? tokens.count) + 1 : at + 1
  }
  return tokens.count
}
