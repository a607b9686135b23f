// SPDX-License-Identifier: Apache-2.0
import type { Item } from '../span.ts'

/** An item whose end, and sometimes whose name, is not known yet. */
export type OpenItem = { -readonly [key in keyof Item]: Item[key] }

/** Where the reading stands. Nothing in it is changed, so that an arm of an `#if` can go back to it. */
export interface State {
  readonly scope: Scope
  /** Tokens of the declaration so far, last first. */
  readonly head: Chain | undefined
  /** Parentheses that are open in it. */
  readonly parens: number
  /** The same declaration as other arms of an `#if` within it wrote it. */
  readonly rivals: readonly (Chain | undefined)[]
}

export interface Scope {
  /** `namespace`: the file, a namespace, `extern "C"`. In `function`, `block` and `value` only braces count. */
  readonly kind: 'namespace' | 'class' | 'value' | 'function' | 'block'
  readonly name: string
  readonly parent?: Scope
  /** Ends where the scope ends. */
  readonly item?: OpenItem
  /** Functions that other arms began and that end with this one. */
  readonly also: OpenItem[]
  /** The declaration that goes on after the brace. */
  readonly resumed?: State
}

export interface Chain {
  readonly token: number
  readonly before: Chain | undefined
  readonly length: number
  /** The type or value that the declaration has already begun with; ends with its semicolon. */
  readonly item: OpenItem | undefined
}

const FILE_SCOPE: Scope = { kind: 'namespace', name: '', also: [] }

export const START: State = { scope: FILE_SCOPE, head: undefined, parens: 0, rivals: [] }

export function isCode({ kind }: Scope): boolean {
  return kind !== 'namespace' && kind !== 'class'
}

export function push(before: Chain | undefined, token: number): Chain {
  return { token, before, length: (before?.length ?? 0) + 1, item: before?.item }
}

/** No declaration that anybody wrote is longer; of one that is, the end is looked at. */
const LONGEST_HEAD = 2048

/** Tokens of a head in their order. */
export function tokensOf(head: Chain | undefined): readonly number[] {
  const tokens: number[] = []
  for (let at = head; at !== undefined && tokens.length < LONGEST_HEAD; at = at.before) {
    // the link that only carries an item has no token
    if (at.token >= 0) tokens.push(at.token)
  }
  return tokens.reverse()
}
