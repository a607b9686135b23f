// SPDX-License-Identifier: Apache-2.0
import { BRACED, NUMBER, STRING, WORD } from '../tokens.ts'
import type { Head, HeadContext } from './heads.ts'
import { isGroup, isWord, partsOf, type Part } from './parts.ts'
import {
  ATTRIBUTES,
  DEFINERS,
  RECORDS,
  STATEMENTS,
  STORAGE,
  TYPE_OPERATORS,
  TYPES,
} from './words.ts'

type Tokens = readonly number[]

/** A word that may be the function's name, and the group that may be its parameters. */
interface Candidate {
  /** Position of the name among the parts. */
  readonly at: number
  readonly name: string
  readonly group: Part
  readonly isTyped: boolean
  readonly looks: Looks
  readonly score: number
}

/** `declarations`: `int a, char *b`; `names`: `a, b`, as old C and calls of macros write; `values`: neither. */
type Looks = 'declarations' | 'names' | 'values'

/** The function whose body the next brace opens, if the head is one's. */
export function findFunction(
  context: HeadContext,
  head: Tokens,
  all: readonly Part[],
): Head | undefined {
  const parts = beforeInitializers(all)
  let best: Candidate | undefined
  for (let at = 0; at < parts.length; at++) {
    const candidate = candidateAt(context, head, parts, at)
    if (candidate !== undefined && candidate.score > (best?.score ?? -1)) best = candidate
  }
  return best === undefined ? undefined : settle(context, head, parts, best)
}

/** A constructor's list of initializers follows a colon after its parameters ([class.base.init]). */
function beforeInitializers(parts: readonly Part[]): readonly Part[] {
  const colon = parts.findIndex(
    ({ kind }, i) =>
      kind === 58 &&
      parts[i + 1]?.kind !== 58 &&
      parts[i - 1]?.kind !== 58 &&
      parts.slice(0, i).some(isGroup),
  )
  return colon < 0 ? parts : parts.slice(0, colon)
}

function candidateAt(
  context: HeadContext,
  head: Tokens,
  parts: readonly Part[],
  at: number,
): Candidate | undefined {
  const part = parts[at]
  const next = parts[at + 1]
  if (part === undefined || next === undefined || !isGroup(next)) return undefined
  // `int (name)(int a)` and `int (*name(int a))(int)`
  if (isGroup(part)) return wrapped(context, head, parts, at)
  if (!isWord(part)) return undefined
  const { text } = part
  if (
    (STATEMENTS.has(text) && (context.isCpp || text !== 'catch')) ||
    TYPE_OPERATORS.has(text) ||
    ATTRIBUTES.has(text)
  )
    return undefined
  const before = parts[at - 1]
  if (before !== undefined && RECORDS.has(before.text)) return undefined
  if (TYPES.has(text) || STORAGE.has(text)) return undefined
  // the name is within the first of two groups, or is what a macro makes of it
  if (isGroup(parts[at + 2])) {
    if (!isAdjacent(context, part, next)) return undefined
  }
  const { isTyped, looks } = judge(context, head, parts, at, next)
  // `int name P((int a))`: the macro drops its group where compilers know no prototypes
  const inner = partsOf(context.text, context.tokens, head, next.from, next.to)
  if (inner.length === 1 && isGroup(inner[0]) && isWord(before) && !STORAGE.has(before.text)) {
    const typed = isTypedAt(parts, at - 1)
    return {
      at: at - 1,
      name: before.text,
      group: inner[0],
      isTyped: typed,
      looks: 'declarations',
      score: 4,
    }
  }
  return { at, name: text, group: next, isTyped, looks, score: scoreOf(looks, isTyped) }
}

function wrapped(
  context: HeadContext,
  head: Tokens,
  parts: readonly Part[],
  at: number,
): Candidate | undefined {
  const part = parts[at]
  const params = parts[at + 1]
  if (part === undefined || params === undefined) return undefined
  // `NAME(a)(int b)`: the macro's call makes the name
  const before = parts[at - 1]
  if (isWord(before) && !TYPES.has(before.text) && isAdjacent(context, before, part))
    return undefined
  const inner = partsOf(context.text, context.tokens, head, part.from, part.to)
  const name = inner.find(
    (each, i) => isWord(each) && (isGroup(inner[i + 1]) || i === inner.length - 1),
  )
  if (name === undefined) return undefined
  const own = inner[inner.indexOf(name) + 1]
  // a pointer to a function is no function, but one that returns such a pointer is
  if (inner[0]?.kind === 42 && !isGroup(own)) return undefined
  const group = isGroup(own) ? own : params
  const { looks } = judge(context, head, parts, at, group)
  const isTyped = isTypedAt(parts, at)
  return { at, name: name.text, group, isTyped, looks, score: scoreOf(looks, isTyped) }
}

function isAdjacent({ tokens }: HeadContext, left: Part, right: Part): boolean {
  return tokens.end[left.token] === tokens.start[right.token]
}

function judge(
  context: HeadContext,
  head: Tokens,
  parts: readonly Part[],
  at: number,
  group: Part,
): { isTyped: boolean; looks: Looks } {
  return { isTyped: isTypedAt(parts, at), looks: looksOf(context, head, group) }
}

const scoreOf = (looks: Looks, isTyped: boolean): number =>
  (looks === 'declarations' ? 2 : looks === 'names' ? 1 : 0) + (isTyped ? 2 : 0)

/** Does anything before the name name a type? */
function isTypedAt(parts: readonly Part[], at: number): boolean {
  // a qualified name's own scope is no type: `Class::Class(…)`
  let from = at
  while (parts[from - 1]?.kind === 58 && parts[from - 2]?.kind === 58) {
    from -= isWord(parts[from - 3]) ? 3 : 2
  }
  for (let i = 0; i < from; i++) {
    const part = parts[i]
    if (part === undefined || part.kind === 126) continue
    if (
      isWord(part)
        ? !STORAGE.has(part.text) && !isGroup(parts[i + 1])
        : part.kind === BRACED || part.kind === 42
    ) {
      return true
    }
    if (isWord(part) && TYPE_OPERATORS.has(part.text)) return true
    // a macro that makes a type: `ZEXTERN(int) name(…)`
    if (isGroup(part) && i > 0 && i === from - 1) return true
  }
  return false
}

function looksOf({ text, tokens, isCpp }: HeadContext, head: Tokens, group: Part): Looks {
  let hasNames = false
  for (const [from, to] of commas(tokens.kind, head, group)) {
    let words = 0
    let signs = 0
    let type = ''
    let hasValue = false
    for (let at = from; at < to && !hasValue; at++) {
      const token = head[at] ?? 0
      const kind = tokens.kind[token] ?? 0
      if (kind === WORD) {
        words++
        type = text.slice(tokens.start[token], tokens.end[token])
      } else if (kind === 61 && isCpp) break
      else if (kind === NUMBER || kind === STRING) hasValue = signs === 0 || kind === STRING
      else signs++
    }
    if (hasValue) return 'values'
    if (words === 0) {
      // `()`, `(...)`
      if (signs > 0 && signs !== 3) return 'values'
    } else if (words === 1 && signs === 0 && !TYPES.has(type)) hasNames = true
  }
  return hasNames ? 'names' : 'declarations'
}

function commas(
  kind: Uint8Array,
  head: Tokens,
  { from, to }: Part,
): readonly (readonly [number, number])[] {
  const pieces: (readonly [number, number])[] = []
  let depth = 0
  let begin = from
  for (let at = from; at < to; at++) {
    const what = kind[head[at] ?? 0]
    if (what === 40 || what === 91) depth++
    else if (what === 41 || what === 93) depth--
    else if (what === 44 && depth === 0) {
      pieces.push([begin, at])
      begin = at + 1
    }
  }
  pieces.push([begin, to])
  return pieces
}

const CAPITALS = /^[A-Z_][A-Z0-9_]*[A-Z][A-Z0-9_]*$/

function settle(
  context: HeadContext,
  head: Tokens,
  parts: readonly Part[],
  found: Candidate,
): Head {
  const { name, at, group, isTyped, looks } = found
  const scope = qualifiers(parts, at)
  const isOwn =
    name === context.className ||
    scope !== '' ||
    name.startsWith('operator') ||
    name.startsWith('~')
  const isMade =
    // `HELPER(name)(int a)`: what the macro makes of it
    (isWord(parts[at]) && isGroup(parts[at + 1]) && isGroup(parts[at + 2])) ||
    (!isOwn && isMacroCall(context, parts, found))
  const shownName = parts[at - 1]?.kind === 126 ? `~${name}` : name
  if (!isMade) {
    // libraries have macros of their own for it: `ABSL_ATTRIBUTE_CONSTEXPR`
    const isConstant = parts.some((part) => isWord(part) && /const(?:expr|eval)/i.test(part.text))
    return { kind: 'function', name: shownName, scope, ...(isConstant && { isConstant }) }
  }
  const first = firstArgument(context, head, group)
  const emits = isTyped || looks === 'values' ? [] : (DEFINERS.get(name)?.(first) ?? [])
  return { kind: 'macro-function', name: `${name}(${first})`, emits }
}

/** Is it a macro that defines a function, not a function? In doubt it is: its name is then taken for nobody's. */
function isMacroCall(
  { isCpp }: HeadContext,
  parts: readonly Part[],
  { name, at, looks, isTyped }: Candidate,
): boolean {
  if (name === 'main') return false
  // K&R: the parameters are declared between the names and the body
  if (parts.slice(at + 2).some(({ kind }) => kind === 59)) return false
  if (looks === 'values') return true
  if (isTyped) return looks === 'names' && !isCpp && CAPITALS.test(name)
  return looks === 'names' || CAPITALS.test(name)
}

/** `a::b` of `int a::b::name(…)`. */
function qualifiers(parts: readonly Part[], at: number): string {
  const names: string[] = []
  let from = parts[at - 1]?.kind === 126 ? at - 1 : at
  while (parts[from - 1]?.kind === 58 && parts[from - 2]?.kind === 58 && isWord(parts[from - 3])) {
    names.unshift(parts[from - 3]?.text ?? '')
    from -= 3
  }
  return names.join('::')
}

function firstArgument({ text, tokens }: HeadContext, head: Tokens, group: Part): string {
  const [from, to] = commas(tokens.kind, head, group)[0] ?? [0, 0]
  if (to <= from) return ''
  const begin = tokens.start[head[from] ?? 0] ?? 0
  const end = tokens.end[head[to - 1] ?? 0] ?? begin
  return text.slice(begin, Math.min(end, begin + 100)).replaceAll(/\s+/g, ' ')
}
