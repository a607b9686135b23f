// SPDX-License-Identifier: Apache-2.0
import { BRACED, type Tokens } from '../tokens.ts'
import { findFunction } from './definition.ts'
import { isGroup, isString, isWord, partsOf, type Part } from './parts.ts'
import { ATTRIBUTES, RECORDS, STORAGE } from './words.ts'

/** What a head declares: the tokens of a declaration up to its `{` or `;`. */
export type Head =
  | {
      readonly kind: 'function'
      readonly name: string
      readonly scope: string
      readonly isConstant?: true
    }
  | { readonly kind: 'macro-function'; readonly name: string; readonly emits: readonly string[] }
  | { readonly kind: 'type'; readonly name: string; readonly isEnum: boolean }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'linkage' }
  | { readonly kind: 'data'; readonly name: string }
  | { readonly kind: 'declaration'; readonly name: string }
  | { readonly kind: 'include'; readonly name: string }
  | { readonly kind: 'other'; readonly name: string }

export interface HeadContext {
  readonly text: string
  readonly tokens: Tokens
  readonly isCpp: boolean
  /** Innermost class around it; empty outside. */
  readonly className: string
}

/** What the brace after these tokens opens. */
export function classifyOpening(context: HeadContext, head: readonly number[]): Head {
  const parts = meaningful(partsOf(context.text, context.tokens, head))
  const [first] = parts
  if (first === undefined) return isLinkage(context, head) ? { kind: 'linkage' } : NOTHING
  const namespace = namespaceOf(parts)
  if (namespace !== undefined) return { kind: 'namespace', name: namespace }
  const assigned = assignment(parts)
  const found = assigned >= 0 ? undefined : findFunction(context, head, parts)
  if (found !== undefined) return found
  if (assigned < 0) {
    const at = parts.findIndex((part) => isWord(part) && RECORDS.has(part.text))
    if (at >= 0) return typeAt(parts, at)
  }
  if (parts.every((part) => isString(part) || part.text === 'extern')) return { kind: 'linkage' }
  return { kind: 'data', name: declaredName(assigned < 0 ? parts : parts.slice(0, assigned)) }
}

/** What these tokens before a semicolon declare. */
export function classifyStatement(context: HeadContext, head: readonly number[]): Head {
  const parts = meaningful(partsOf(context.text, context.tokens, head))
  const [first] = parts
  if (first === undefined) return NOTHING
  const words = parts.filter(isWord)
  if (first.text === 'typedef') return { kind: 'type', name: declaredName(parts), isEnum: false }
  if (first.text === 'using' || first.text === 'import' || first.text === 'module') {
    return { kind: 'include', name: words.at(-1)?.text ?? '' }
  }
  if (first.kind === BRACED && parts.length === 1) return NOTHING
  const assigned = assignment(parts)
  const declared = assigned < 0 ? parts : parts.slice(0, assigned)
  const pair = parts.findIndex((part, i) => isWord(part) && isGroup(parts[i + 1]))
  if (pair >= 0 && (assigned < 0 || pair < assigned) && !isGroup(parts[pair + 2])) {
    const name = parts[pair]?.text ?? ''
    const isTyped = parts.slice(0, pair).some((part) => !isWord(part) || !STORAGE.has(part.text))
    return isTyped ? { kind: 'declaration', name } : { kind: 'other', name }
  }
  const name = declaredName(declared)
  if (assigned >= 0) return { kind: 'data', name }
  if (words.some(({ text }) => text === 'extern' || text === 'friend')) {
    return { kind: 'declaration', name }
  }
  const isForward = parts.length === 2 && RECORDS.has(first.text)
  if (isForward || words.length < 2) return { kind: 'declaration', name }
  return { kind: 'data', name }
}

const NOTHING: Head = { kind: 'other', name: '' }

/** Without attributes and the language of `extern "C"`. */
function meaningful(parts: readonly Part[]): readonly Part[] {
  const left: Part[] = []
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (part === undefined) continue
    if (isWord(part) && ATTRIBUTES.has(part.text)) {
      if (isGroup(parts[i + 1])) i++
    } else if (isString(part) && left.at(-1)?.text === 'extern') left.pop()
    else left.push(part)
  }
  return left
}

function isLinkage({ tokens }: HeadContext, head: readonly number[]): boolean {
  return head.some((token) => isString({ kind: tokens.kind[token] ?? 0 } as Part))
}

/** Macros without a semicolon may stand before it: `BEGIN_SOMETHING namespace a::b {`. */
function namespaceOf(parts: readonly Part[]): string | undefined {
  const at = parts.findLastIndex(({ text }) => text === 'namespace')
  if (at < 0 || RECORDS.has(parts[at - 1]?.text ?? '')) return undefined
  const after = parts.slice(at + 1)
  if (!parts.slice(0, at).every(isWord)) return undefined
  if (!after.every((part) => isWord(part) || isGroup(part) || part.kind === COLON)) return undefined
  return after
    .filter(isWord)
    .map(({ text }) => text)
    .join('::')
}

const COLON = 58

/** The first `=` that gives a value; the one of `operator=` is part of a name. */
function assignment(parts: readonly Part[]): number {
  return parts.findIndex(({ kind }) => kind === 61)
}

function typeAt(parts: readonly Part[], at: number): Head {
  const isEnum = parts[at]?.text === 'enum'
  // `enum class`; and the base of a class stands after a colon
  let from = at + 1
  if (RECORDS.has(parts[from]?.text ?? '')) from++
  const colon = parts.findIndex(
    ({ kind }, i) =>
      i >= from && kind === 58 && parts[i + 1]?.kind !== 58 && parts[i - 1]?.kind !== 58,
  )
  const names = parts.slice(from, colon < 0 ? undefined : colon).filter(isWord)
  const name = names.findLast(({ text }) => text !== 'final')?.text ?? ''
  return { kind: 'type', name, isEnum }
}

/** The last word before an array's bounds, or the one in `(*name)`. */
function declaredName(parts: readonly Part[]): string {
  return parts.findLast(isWord)?.text ?? ''
}
