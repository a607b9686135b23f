// SPDX-License-Identifier: Apache-2.0
import type { Item, RegionKind } from '../span.ts'
import { DIRECTIVE, WORD, type Tokens } from '../tokens.ts'
import { branching, type Branching } from './branches.ts'
import { classifyOpening, classifyStatement, type Head, type HeadContext } from './heads.ts'
import { oldParameters } from './old-style.ts'
import { readDirective } from './conditions.ts'
import { isCode, push, START, tokensOf, type OpenItem, type Scope, type State } from './state.ts'

export interface Parsed {
  readonly items: readonly Item[]
  /** Braces that closed nothing and functions that were never closed. */
  readonly broken: number
}

const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const SEMICOLON = 59
const OPEN_PAREN = 40
const CLOSE_PAREN = 41
const COLON = 58

/**
 * Walks the tokens once. The state is a chain of frozen links, so that every arm of an `#if` can begin with the state before
 * it at no cost.
 */
export function parse(text: string, tokens: Tokens, isCpp: boolean, byColumn: boolean): Parsed {
  const walk: Walk = {
    text,
    tokens,
    isCpp,
    byColumn,
    items: [],
    broken: 0,
    branches: branching(),
    state: START,
  }
  const { kind } = tokens
  for (let token = 0; token < tokens.count; token++) {
    const what = kind[token] ?? 0
    if (what === DIRECTIVE) direct(walk, token)
    else if (isCode(walk.state.scope)) {
      if (what === OPEN_BRACE) enterBlock(walk)
      else if (what === CLOSE_BRACE) leave(walk, token)
    } else declare(walk, token, what)
  }
  finish(walk)
  return { items: walk.items, broken: walk.broken }
}

interface Walk {
  readonly text: string
  readonly tokens: Tokens
  readonly isCpp: boolean
  readonly byColumn: boolean
  readonly items: OpenItem[]
  broken: number
  readonly branches: Branching
  state: State
}

function direct(walk: Walk, token: number): void {
  const { tokens, branches } = walk
  const directive = readDirective(walk.text, tokens.start[token] ?? 0, tokens.end[token] ?? 0)
  const line = tokens.line[token] ?? 1
  switch (directive.kind) {
    case 'if':
      branches.open(walk.state, directive.condition)
      return
    case 'else':
      walk.state = branches.next(walk.state)
      return
    case 'endif':
      walk.state = branches.close(walk.state, line)
      return
    case 'define':
    case 'include': {
      const kind = directive.kind === 'define' ? 'macro' : 'include'
      const endLine = lastLineOf(walk, token)
      walk.items.push({ kind, name: directive.name, startLine: line, endLine })
      return
    }
    case 'other':
      return
  }
}

function lastLineOf({ text, tokens }: Walk, token: number): number {
  let line = tokens.line[token] ?? 1
  const end = tokens.end[token] ?? 0
  for (let at = tokens.start[token] ?? 0; at < end; at++) if (text.charCodeAt(at) === 10) line++
  return line
}

function enterBlock(walk: Walk): void {
  const { state } = walk
  walk.state = { ...state, scope: { kind: 'block', name: '', parent: state.scope, also: [] } }
}

/** One token where declarations stand. */
function declare(walk: Walk, token: number, what: number): void {
  const { state } = walk
  switch (what) {
    case OPEN_BRACE:
      return open(walk, token)
    case CLOSE_BRACE:
      return leave(walk, token)
    case OPEN_PAREN:
      return add(walk, token, state.parens + 1)
    case CLOSE_PAREN:
      return add(walk, token, Math.max(0, state.parens - 1))
    case SEMICOLON:
      return endStatement(walk, token)
    case COLON:
      if (state.scope.kind === 'class' && isAccess(walk)) return reset(walk)
      return add(walk, token, state.parens)
    default:
      return add(walk, token, state.parens)
  }
}

function add(walk: Walk, token: number, parens: number): void {
  const { scope, head, rivals } = walk.state
  // member by member: this runs for each token, and copying with dots takes several times as long
  walk.state = {
    scope,
    head: push(head, token),
    parens,
    rivals: rivals.length === 0 ? rivals : rivals.map((rival) => push(rival, token)),
  }
}

function reset(walk: Walk): void {
  walk.state = { scope: walk.state.scope, head: undefined, parens: 0, rivals: [] }
}

/** `public:` and, with Qt, `public slots:` */
function isAccess({ state, text, tokens }: Walk): boolean {
  const { head } = state
  if (head === undefined || head.length > 2 || tokens.kind[head.token] !== WORD) return false
  const first = head.before ?? head
  return /^(?:public|private|protected|signals|slots|Q_SIGNALS|Q_SLOTS)$/.test(
    text.slice(tokens.start[first.token], tokens.end[first.token]),
  )
}

/** A brace where declarations stand: of a body, a type, a namespace or a value. */
function open(walk: Walk, token: number): void {
  const { state, tokens } = walk
  const head = tokensOf(state.head)
  const parent = state.scope
  // a brace within parentheses is a value or a statement expression; after a member's name, its initializer
  if (state.parens > 0 || isInitializer(walk, head)) {
    return enter(walk, { kind: 'value', name: '', parent, also: [], resumed: state })
  }
  const found = classifyOpening(contextOf(walk), head)
  const startLine = tokens.line[head[0] ?? token] ?? 1
  switch (found.kind) {
    case 'function':
    case 'macro-function': {
      const item = openFunction(walk, found, firstLine(walk, startLine))
      const also = rivalFunctions(walk, item.name)
      return enter(walk, { kind: 'function', name: item.name, parent, item, also })
    }
    case 'namespace':
      return enter(walk, { kind: 'namespace', name: found.name, parent, also: [] })
    case 'linkage':
      return enter(walk, { kind: 'namespace', name: '', parent, also: [] })
    case 'type': {
      const { name } = found
      const resumed = resumedWith(walk, openItem(walk, 'type', name, startLine))
      return enter(walk, {
        kind: found.isEnum ? 'value' : 'class',
        name,
        parent,
        also: [],
        resumed,
      })
    }
    case 'data':
    case 'declaration':
    case 'include':
    case 'other': {
      const kind = found.kind === 'other' ? 'other' : 'data'
      const resumed = resumedWith(walk, openItem(walk, kind, found.name, startLine))
      return enter(walk, { kind: 'value', name: '', parent, also: [], resumed })
    }
  }
}

/** The first line of the head in whichever arm of an `#if` begins first. */
function firstLine({ state, tokens }: Walk, startLine: number): number {
  const starts = state.rivals.map((rival) => tokens.line[tokensOf(rival)[0] ?? -1] ?? startLine)
  return Math.min(startLine, ...starts)
}

/** After the brace of a type or a value only what follows it matters: the tokens before are let go. */
function resumedWith({ state }: Walk, item: OpenItem | undefined): State {
  const head = item && { token: -1, before: undefined, length: 0, item }
  return { scope: state.scope, head, parens: 0, rivals: [] }
}

function enter(walk: Walk, scope: Scope): void {
  walk.state = { scope, head: undefined, parens: 0, rivals: [] }
}

/** C++ [class.base.init]: `: member{1}, Base<T>{2} {` — a brace after a word there is no body yet. */
function isInitializer({ tokens, isCpp, text }: Walk, head: readonly number[]): boolean {
  const last = tokens.kind[head.at(-1) ?? -1] ?? 0
  if (!isCpp || (last !== WORD && last !== 62)) return false
  let depth = 0
  for (let i = head.length - 1; i > 0; i--) {
    const what = tokens.kind[head[i] ?? 0]
    if (what === CLOSE_PAREN) depth++
    else if (what === OPEN_PAREN) depth--
    else if (what === COLON && depth === 0) {
      const before = head[i - 1] ?? 0
      const isDouble = tokens.kind[before] === COLON || tokens.kind[head[i + 1] ?? 0] === COLON
      if (isDouble) continue
      const word = text.slice(tokens.start[before], tokens.end[before])
      return tokens.kind[before] === CLOSE_PAREN || word === 'noexcept' || word === 'try'
    }
  }
  return false
}

function contextOf({ text, tokens, isCpp, state }: Walk): HeadContext {
  const { scope } = state
  return { text, tokens, isCpp, className: scope.kind === 'class' ? scope.name : '' }
}

function openFunction(walk: Walk, found: Head, startLine: number): OpenItem {
  const isFunction = found.kind === 'function'
  const name = 'name' in found ? found.name : ''
  const around = scopeName(walk.state.scope)
  const own = isFunction ? found.scope : ''
  const scope = [around, own].filter((each) => each !== '').join('::')
  const item: OpenItem = {
    kind: isFunction ? 'function' : 'macro-function',
    name,
    ...(scope === '' ? {} : { scope }),
    ...(walk.state.scope.kind === 'class' || own !== '' ? { isMethod: true } : {}),
    ...(isFunction && found.isConstant && { isConstant: true }),
    ...(found.kind === 'macro-function' && found.emits.length > 0 ? { emits: found.emits } : {}),
    startLine,
    endLine: 0,
  }
  walk.items.push(item)
  return item
}

/** Other arms may have begun the head otherwise: `#ifdef A / int f( / #else / int g( / #endif`. */
function rivalFunctions(walk: Walk, known: string): OpenItem[] {
  const items: OpenItem[] = []
  for (const rival of walk.state.rivals) {
    const head = tokensOf(rival)
    const found = classifyOpening(contextOf(walk), head)
    if (found.kind !== 'function' || found.name === known) continue
    items.push(openFunction(walk, found, walk.tokens.line[head[0] ?? 0] ?? 1))
  }
  return items
}

function openItem(
  walk: Walk,
  kind: RegionKind,
  name: string,
  startLine: number,
): OpenItem | undefined {
  // members belong to their type
  if (walk.state.scope.kind !== 'namespace') return undefined
  const item: OpenItem = { kind, name, startLine, endLine: startLine }
  walk.items.push(item)
  return item
}

function scopeName(scope: Scope): string {
  const names: string[] = []
  // deeper than anybody nests
  for (let at: Scope | undefined = scope, depth = 0; at && depth < 64; at = at.parent, depth++) {
    if ((at.kind === 'namespace' || at.kind === 'class') && at.name !== '') names.unshift(at.name)
  }
  return names.join('::')
}

function endStatement(walk: Walk, token: number): void {
  const { state, tokens } = walk
  if (state.head === undefined) return
  const head = tokensOf(state.head)
  const context = contextOf(walk)
  if (state.parens === 0 && oldParameters(context, head)) return add(walk, token, 0)
  const { item } = state.head
  const endLine = tokens.line[token] ?? 1
  if (item !== undefined) {
    item.endLine = endLine
    if (item.name === '') item.name = classifiedName(classifyStatement(context, head))
  } else if (state.scope.kind === 'namespace') {
    const found = classifyStatement(context, head)
    const startLine = tokens.line[head[0] ?? token] ?? 1
    const kind = STATEMENT_KINDS.get(found.kind) ?? 'other'
    walk.items.push({ kind, name: classifiedName(found), startLine, endLine })
  }
  reset(walk)
}

const STATEMENT_KINDS: ReadonlyMap<Head['kind'], RegionKind> = new Map([
  ['type', 'type'],
  ['data', 'data'],
  ['declaration', 'declaration'],
  ['include', 'include'],
])

function classifiedName(head: Head): string {
  return 'name' in head ? head.name : ''
}

function leave(walk: Walk, token: number): void {
  let { scope } = walk.state
  const outer = walk.byColumn ? bodyOf(scope) : undefined
  if (outer !== undefined) {
    if (isFirstColumn(walk, token)) scope = outer
    else if (scope === outer) return
  }
  if (scope.parent !== undefined) return close(walk, scope, scope.parent, token)
  walk.broken++
  reset(walk)
}

function isFirstColumn({ tokens, text }: Walk, token: number): boolean {
  const start = tokens.start[token] ?? 0
  return start === 0 || text.charCodeAt(start - 1) === 10
}

/** The body that a scope is in, if it stands in the file itself. */
function bodyOf(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope
  while (at !== undefined && at.kind === 'block') at = at.parent
  return at?.kind === 'function' && at.parent?.kind === 'namespace' ? at : undefined
}

function close(walk: Walk, scope: Scope, parent: Scope, token: number): void {
  const line = walk.tokens.line[token] ?? 1
  const { item, also, resumed } = scope
  if (item !== undefined) item.endLine = line
  for (const each of also) each.endLine = line
  if (scope.kind === 'block') walk.state = { ...walk.state, scope: parent }
  else if (resumed === undefined) walk.state = { ...START, scope: parent }
  else {
    if (resumed.head?.item !== undefined) resumed.head.item.endLine = line
    walk.state = { ...resumed, head: push(resumed.head, token) }
  }
}

/** What is open at the end of the text ends there. */
function finish(walk: Walk): void {
  const { tokens, state, items } = walk
  let hasBody = false
  for (let at: Scope | undefined = state.scope; at !== undefined; at = at.parent) {
    if (at.kind === 'function') hasBody = true
  }
  if (hasBody) walk.broken++
  for (const item of items) if (item.endLine === 0) item.endLine = tokens.lines
}
