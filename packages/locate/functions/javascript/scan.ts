// SPDX-License-Identifier: Apache-2.0
import type { Scan } from '../span.ts'
import { NUMBER, STRING, WORD } from '../tokens.ts'
import { bindingAt, bindValue } from './bindings.ts'
import { matchBrackets } from './brackets.ts'
import { keywordAt } from './keywords.ts'
import { ARROW, HOLE, HOLE_END, lexJavaScript } from './lexer.ts'
import { memberAt, propertyAt } from './members.ts'
import { pastType } from './types.ts'
import {
  addFunction,
  joined,
  lineOf,
  pathOf,
  pushFrame,
  wordAt,
  type OpenItem,
  type Role,
  type Walk,
} from './walk.ts'

const OPEN_PAREN = 40
const OPEN_BRACKET = 91
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const SEMICOLON = 59
const COMMA = 44
const EQUALS = 61
const COLON = 58
const QUESTION = 63
const GREATER = 62

/**
 * Functions of JavaScript and TypeScript by the name that they are declared or bound with: declarations, methods, accessors,
 * and function expressions and arrows that are the value of a variable, a property or a field. Others belong to what holds
 * them.
 */
export function scanJavaScript(text: string): Scan {
  const tokens = lexJavaScript(text)
  const walk: Walk = {
    text,
    tokens,
    closes: matchBrackets(tokens),
    items: [],
    frames: [],
    told: new Map(),
  }
  pushFrame(walk, 'block', '')
  for (let at = 0; at < tokens.count;) at = step(walk, at)
  endPending(walk, tokens.count - 1)
  const items = walk.items.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine)
  return { items, comments: tokens.comments }
}

/** One token. @returns the next to look at */
function step(walk: Walk, at: number): number {
  const { tokens, frames } = walk
  const what = tokens.kind[at] ?? 0
  const frame = frames.at(-1)
  if (what === 41 || what === 93 || what === CLOSE_BRACE || what === HOLE_END) {
    endPending(walk, at - 1)
    if (frames.length > 1) frames.pop()
    return at + 1
  }
  if (frame !== undefined && frame.pending.length > 0 && endsExpression(walk, at))
    endPending(walk, at - 1)
  if (what === OPEN_BRACE || what === OPEN_PAREN || what === OPEN_BRACKET || what === HOLE) {
    if (frame?.role === 'class' && what === OPEN_BRACKET && beginsMember(walk, at))
      memberAt(walk, at)
    else if (frame?.role === 'object' && what === OPEN_BRACKET && beginsProperty(walk, at))
      propertyAt(walk, at)
    enter(walk, at, what)
    return at + 1
  }
  if (frame?.role === 'type') return at + 1
  if (frame?.role === 'class' && beginsMember(walk, at)) return memberAt(walk, at)
  if (frame?.role === 'object' && beginsProperty(walk, at)) return propertyAt(walk, at)
  if (what === ARROW) return arrowAt(walk, at)
  if (what === QUESTION || what === COLON || what === SEMICOLON) return conditionAt(walk, at, what)
  if (what === EQUALS) return bindingAt(walk, at)
  return what === WORD ? keywordAt(walk, at) : at + 1
}

/** Tells the `:` of `a ? b : c` from those of labels and types. */
function conditionAt(walk: Walk, at: number, what: number): number {
  const { kind } = walk.tokens
  const frame = walk.frames.at(-1)
  if (frame === undefined) return at + 1
  const next = kind[at + 1] ?? 0
  if (what === SEMICOLON) frame.conditions = 0
  else if (what === QUESTION) {
    // `?.`, `??`, and the optional `a?: T`
    const isOther = next === 46 || next === QUESTION || next === COLON || kind[at - 1] === QUESTION
    if (!isOther && next !== 41 && next !== COMMA && next !== EQUALS) frame.conditions++
  } else {
    frame.isAlternative = frame.conditions > 0
    if (frame.isAlternative) frame.conditions--
    // a parameter's type is no code, its default value is
    else if (frame.role === 'expression') {
      const past = pastType(walk, at + 1)
      if (kind[past] !== EQUALS) return Math.max(at + 1, past)
      bindValue(walk, past + 1, wordAt(walk, at - 1), at - 1, false)
      return past + 1
    }
  }
  return at + 1
}

function enter(walk: Walk, at: number, what: number): void {
  const told = walk.told.get(at)
  const path = told === undefined ? pathOf(walk) : joined(pathOf(walk), told.name)
  const isType = walk.frames.at(-1)?.role === 'type'
  const role = isType
    ? 'type'
    : (told?.role ?? (what === OPEN_BRACE ? roleOf(walk, at) : 'expression'))
  pushFrame(walk, role, path)
}

/** A brace that nothing has told of: a block or an object? */
function roleOf(walk: Walk, at: number): Role {
  const { kind } = walk.tokens
  const before = kind[at - 1] ?? 0
  switch (before) {
    case 0:
    case 41:
    case SEMICOLON:
    case OPEN_BRACE:
    case CLOSE_BRACE:
    case ARROW:
      return 'block'
    case COLON: {
      const frame = walk.frames.at(-1)
      return frame?.role === 'block' && !frame.isAlternative ? 'block' : 'object'
    }
    // `f<{ a: A }>()`
    case 60:
      return 'type'
    case WORD: {
      const word = wordAt(walk, at - 1)
      if (word === 'as' || word === 'satisfies') return 'type'
      return OBJECT_WORDS.has(word) ? 'object' : 'block'
    }
    default:
      return 'object'
  }
}

const OBJECT_WORDS: ReadonlySet<string> = new Set([
  'return',
  'typeof',
  'instanceof',
  'in',
  'of',
  'new',
  'delete',
  'void',
  'throw',
  'case',
  'yield',
  'await',
  'default',
  'const',
  'let',
  'var',
  'import',
  'export',
])

/** A member of a class begins after a brace, a semicolon, or on a new line after what can end one. */
function beginsMember(walk: Walk, at: number): boolean {
  const { tokens } = walk
  const before = tokens.kind[at - 1] ?? 0
  if (before === OPEN_BRACE || before === SEMICOLON || before === CLOSE_BRACE)
    return tokens.kind[at] !== SEMICOLON
  if (tokens.line[at] === tokens.line[at - 1]) return false
  const what = tokens.kind[at] ?? 0
  const begins =
    what === WORD ||
    what === STRING ||
    what === NUMBER ||
    what === 64 ||
    what === 35 ||
    what === 42 ||
    what === OPEN_BRACKET
  return (
    begins && (before === WORD || endsOperand(walk, at - 1) || before === GREATER || before === 33)
  )
}

function beginsProperty({ tokens }: Walk, at: number): boolean {
  const before = tokens.kind[at - 1] ?? 0
  return before === OPEN_BRACE || before === COMMA
}

/** ECMAScript 12.10: does the expression before this token end here? */
function endsExpression(walk: Walk, at: number): boolean {
  const { kind, line } = walk.tokens
  const what = kind[at] ?? 0
  if (what === SEMICOLON || what === COMMA) return true
  if (line[at] === line[at - 1] || (what !== WORD && what !== 64 && what !== OPEN_BRACE))
    return false
  return endsOperand(walk, at - 1) && !OPERATORS.has(wordAt(walk, at))
}

/** Can an expression end with this token? */
function endsOperand(walk: Walk, at: number): boolean {
  const { kind, start } = walk.tokens
  const what = kind[at] ?? 0
  if (what === WORD) return !CONTINUING.has(wordAt(walk, at))
  if (what <= 32) return what !== ARROW && what !== HOLE
  // `a++`
  const isDouble = (what === 43 || what === 45) && kind[at - 1] === what
  if (isDouble) return (start[at] ?? 0) === (start[at - 1] ?? 0) + 1
  return what === 41 || what === 93 || what === CLOSE_BRACE
}

const OPERATORS: ReadonlySet<string> = new Set(['in', 'instanceof', 'as', 'satisfies', 'of'])

/** After one of these an operand follows. */
const CONTINUING: ReadonlySet<string> = new Set([
  'in',
  'instanceof',
  'as',
  'satisfies',
  'of',
  'await',
  'new',
  'typeof',
  'void',
  'delete',
  'yield',
  'return',
  'async',
])

function endPending(walk: Walk, last: number): void {
  const pending = walk.frames.at(-1)?.pending
  for (const item of pending ?? []) item.endLine = Math.max(item.startLine, lineOf(walk, last))
  if (pending !== undefined) pending.length = 0
}

function arrowAt(walk: Walk, at: number): number {
  const { tokens, closes, told, frames } = walk
  const bound = told.get(at)
  const next = at + 1
  const isBlock = tokens.kind[next] === OPEN_BRACE
  if (isBlock) told.set(next, { role: 'block', name: bound?.name ?? '', first: next })
  if (bound === undefined) return next
  const last = isBlock ? (closes[next] ?? tokens.count) : next
  const item: OpenItem = addFunction(walk, bound.name, bound.first, last, bound.role === 'class')
  if (!isBlock) frames.at(-1)?.pending.push(item)
  return next
}
