// SPDX-License-Identifier: Apache-2.0

/** A function's place in a text as lines from 1, inclusive: from its head to its last brace. */
export interface Lines {
  readonly startLine: number
  readonly endLine: number
}

/**
 * Where a function's body begins: the offsets just after each `{` that opens it. More than one where the preprocessor chooses
 * between heads (`#ifdef A` / `int f(int a) {` / `#else` / `int f(void) {` / `#endif`). A scanner of its own, no more than what
 * the oracle needs: comments, strings and directives are stepped over, and `#else` goes on from where `#if` stood.
 */
export function bodyStarts(text: string, { startLine, endLine }: Lines): readonly number[] {
  const from = offsetOfLine(text, startLine)
  const to = offsetOfLine(text, endLine + 1)
  const starts: number[] = []
  const conditions: Depth[] = []
  let depth: Depth = { braces: 0, round: 0 }
  let at = from
  while (at < to) {
    const skipped = skipInert(text, at, to)
    if (skipped > at) {
      at = skipped
      continue
    }
    const sign = text[at]
    if (sign === '#' && startsLine(text, at)) {
      const end = endOfDirective(text, at, to)
      const word = /^#\s*(\w+)/.exec(text.slice(at, at + 40))?.[1] ?? ''
      if (word.startsWith('if')) conditions.push(depth)
      else if (word === 'else' || word === 'elif') depth = conditions.at(-1) ?? depth
      else if (word === 'endif') conditions.pop()
      at = end
      continue
    }
    if (sign === '{') {
      if (depth.braces === 0 && depth.round === 0) starts.push(at + 1)
      depth = { ...depth, braces: depth.braces + 1 }
    } else if (sign === '}') depth = { ...depth, braces: depth.braces - 1 }
    else if (sign === '(') depth = { ...depth, round: depth.round + 1 }
    else if (sign === ')') depth = { ...depth, round: depth.round - 1 }
    at++
  }
  return starts
}

/** Offset of the first character of a line, from 1; the text's length where it has fewer lines. */
export function offsetOfLine(text: string, line: number): number {
  let at = 0
  for (let current = 1; current < line; current++) {
    const newline = text.indexOf('\n', at)
    if (newline < 0) return text.length
    at = newline + 1
  }
  return at
}

interface Depth {
  readonly braces: number
  readonly round: number
}

/** Past a comment or a literal that begins here; `at` itself where none does. */
function skipInert(text: string, at: number, to: number): number {
  if (text.startsWith('//', at)) return endOr(text.indexOf('\n', at), to)
  if (text.startsWith('/*', at)) return endOr(text.indexOf('*/', at + 2), to - 2) + 2
  const quote = text[at]
  if (quote !== '"' && quote !== "'") return at
  for (let next = at + 1; next < to; next++) {
    if (text[next] === '\\') next++
    else if (text[next] === quote || text[next] === '\n') return next + 1
  }
  return to
}

function endOr(found: number, otherwise: number): number {
  return found < 0 ? otherwise : found
}

function startsLine(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === ''
}

/** A directive ends at the first newline that no backslash continues. */
function endOfDirective(text: string, at: number, to: number): number {
  let end = text.indexOf('\n', at)
  while (end >= 0 && end < to && text[end - 1] === '\\') end = text.indexOf('\n', end + 1)
  return end < 0 ? to : Math.min(end, to)
}
