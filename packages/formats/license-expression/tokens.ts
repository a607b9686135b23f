// SPDX-License-Identifier: Apache-2.0
import type { LicenseFault, Span } from './expression.ts'

export type Token =
  | (Span & { readonly kind: 'open' | 'close' })
  | (Span & { readonly kind: 'and' | 'or' | 'with' })
  | (Span & { readonly kind: 'id'; readonly text: string; readonly plus: boolean })

/** Splits a text into words and parentheses, and names every character that belongs to neither. */
export function tokenize(text: string): {
  tokens: readonly Token[]
  faults: readonly LicenseFault[]
} {
  const tokens: Token[] = []
  const faults: LicenseFault[] = []
  // Each alternative begins with a character of its own: no text makes this backtrack.
  for (const { 0: part, index: start } of text.matchAll(/\s+|[()]|[A-Za-z0-9.:-]+\+?|./gsu)) {
    const end = start + part.length
    if (/^\s/.test(part)) continue
    if (part === '(' || part === ')')
      tokens.push({ kind: part === '(' ? 'open' : 'close', start, end })
    else if (/^[A-Za-z0-9.:-]/.test(part)) tokens.push(wordOf(part, start, end))
    else
      faults.push({
        message: `${JSON.stringify(part)} belongs to no licence expression`,
        start,
        end,
      })
  }
  return { tokens, faults }
}

const OPERATORS: ReadonlyMap<string, 'and' | 'or' | 'with'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['WITH', 'with'],
])

function wordOf(part: string, start: number, end: number): Token {
  const operator = OPERATORS.get(part.toUpperCase())
  if (operator !== undefined) return { kind: operator, start, end }
  const plus = part.endsWith('+')
  return { kind: 'id', text: plus ? part.slice(0, -1) : part, plus, start, end }
}
