// SPDX-License-Identifier: Apache-2.0
import { BRACED, STRING, WORD, type Tokens } from '../tokens.ts'

/** Kind of a part: a word, a group in parentheses, or as the token. */
export const GROUP = 6

/** A piece of a declaration's head at its outermost level. */
export interface Part {
  readonly kind: number
  /** Of a word: its text, with `operator` the sign too, and with a destructor the tilde. */
  readonly text: string
  /** First token. */
  readonly token: number
  /** Of a group: what stands between the parentheses, as positions in the head. */
  readonly from: number
  readonly to: number
}

const OPEN = 40
const CLOSE = 41
const BRACKET = 91
const UNBRACKET = 93
const UNBRACE = 125
const LESS = 60
const GREATER = 62
/** Arguments of a template that are looked through for their end. */
const LONGEST_ANGLE = 512

/** The parts of some tokens of a head. Brackets and arguments of templates are left out. */
export function partsOf(
  text: string,
  { kind, start, end }: Tokens,
  head: readonly number[],
  from = 0,
  to = head.length,
): readonly Part[] {
  const parts: Part[] = []
  let at = from
  while (at < to) {
    const token = head[at] ?? 0
    const what = kind[token] ?? 0
    if (what === OPEN) {
      const close = closing(kind, head, at, to, OPEN, CLOSE)
      parts.push({ kind: GROUP, text: '', token, from: at + 1, to: Math.min(close, to) })
      at = close + 1
    } else if (what === BRACKET) at = closing(kind, head, at, to, BRACKET, UNBRACKET) + 1
    else if (what === LESS && parts.at(-1)?.kind === WORD) {
      const close = closingAngle(kind, head, at, Math.min(to, at + LONGEST_ANGLE))
      if (close < 0) parts.push({ kind: what, text: '', token, from: at, to: at + 1 })
      at = close < 0 ? at + 1 : close + 1
    } else if (what === UNBRACE) {
      // in a head only a brace that closed a type or a value is left
      parts.push({ kind: BRACED, text: '', token, from: at, to: at + 1 })
      at++
    } else {
      const word = what === WORD ? text.slice(start[token], end[token]) : ''
      const last = word === 'operator' ? endOfOperator(kind, head, at, to) : at
      const shown =
        last === at ? word : squeezed(text.slice(start[token], end[head[last] ?? token]))
      parts.push({ kind: what, text: shown, token, from: at, to: last + 1 })
      at = last + 1
    }
  }
  return parts
}

function closing(
  kind: Uint8Array,
  head: readonly number[],
  open: number,
  to: number,
  opener: number,
  closer: number,
): number {
  let depth = 0
  for (let at = open; at < to; at++) {
    const what = kind[head[at] ?? 0]
    if (what === opener) depth++
    else if (what === closer && --depth === 0) return at
  }
  return to
}

/** C++ [temp.names]: where the `<` closes, or -1 where it is no bracket at all. `>>` closes two, as since C++11. */
function closingAngle(kind: Uint8Array, head: readonly number[], open: number, to: number): number {
  let depth = 0
  let parens = 0
  for (let at = open; at < to; at++) {
    const what = kind[head[at] ?? 0]
    if (what === OPEN) parens++
    else if (what === CLOSE) {
      if (--parens < 0) return -1
    } else if (parens > 0) continue
    else if (what === LESS) depth++
    else if (what === GREATER && kind[head[at - 1] ?? 0] !== 45 && --depth === 0) return at
    else if (what === 59 || what === 123 || what === 125) return -1
  }
  return -1
}

/** C++ [over.oper]: the last token of the name that begins with `operator`; the group after it holds the parameters. */
function endOfOperator(
  kind: Uint8Array,
  head: readonly number[],
  from: number,
  to: number,
): number {
  let at = from + 1
  if (kind[head[at] ?? 0] === OPEN && kind[head[at + 1] ?? 0] === CLOSE)
    return Math.min(at + 1, to - 1)
  while (at < to && at - from < 16 && kind[head[at] ?? 0] !== OPEN) at++
  return at < to && kind[head[at] ?? 0] === OPEN ? at - 1 : from
}

function squeezed(text: string): string {
  return text
    .slice(0, 200)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([^\w\s"]) ?/g, '$1')
}

// narrower than Part, so that "no" leaves a part that is something else
export function isWord(part: Part | undefined): part is Part & { readonly kind: typeof WORD } {
  return part?.kind === WORD
}

export function isGroup(part: Part | undefined): part is Part & { readonly kind: typeof GROUP } {
  return part?.kind === GROUP
}

export function isString(part: Part | undefined): boolean {
  return part?.kind === STRING
}
