// SPDX-License-Identifier: Apache-2.0

/** A line of a manifest, joined with those that follow after a `$` at its end; the escape is still in it. */
export interface LogicalLine {
  readonly text: string
  readonly indented: boolean
  /** Counted from 1. */
  readonly number: number
}

export interface Lines {
  readonly next: () => LogicalLine | undefined
  readonly peek: () => LogicalLine | undefined
}

/** Lines that say something: comments and empty lines are left out. */
export function linesOf(text: string): Lines {
  let at = 0
  let number = 0
  let ahead: LogicalLine | undefined
  const read = (): LogicalLine | undefined => {
    while (at < text.length) {
      const start = at
      number++
      const first = number
      let end = lineEnd(text, at)
      while (isEscaped(text, end) && end < text.length) {
        number++
        end = lineEnd(text, end + 1)
      }
      at = end + 1
      const raw = text.slice(start, text[end - 1] === '\r' ? end - 1 : end)
      const content = raw.trimStart()
      if (content === '' || content.startsWith('#')) continue
      return { text: raw, indented: raw.startsWith(' '), number: first }
    }
    return undefined
  }
  return {
    next: () => {
      const line = ahead ?? read()
      ahead = undefined
      return line
    },
    peek: () => (ahead ??= read()),
  }
}

/** The paths of a `build` or `default` statement, as they are written, by where they stand. */
export interface StatementPaths {
  readonly before: readonly string[]
  readonly implicitBefore: readonly string[]
  /** The first is the rule's name. */
  readonly behind: readonly string[]
  readonly implicitBehind: readonly string[]
  readonly orderOnly: readonly string[]
}

/** `out | implicit: rule in | implicit || order-only |@ validation` */
export function splitPaths(text: string): StatementPaths {
  const paths = {
    before: [],
    implicitBefore: [],
    behind: [],
    implicitBehind: [],
    orderOnly: [],
  } as {
    [Part in keyof StatementPaths]: string[]
  }
  let part: keyof StatementPaths | 'validation' = 'before'
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === ' ' || char === '\r' || char === '\n') at++
    else if (char === '$' && (text[at + 1] === '\n' || text[at + 1] === '\r'))
      at += text[at + 1] === '\r' ? 3 : 2
    else if (char === ':') {
      part = 'behind'
      at++
    } else if (char === '|') {
      const next = text[at + 1]
      if (next === '|') part = 'orderOnly'
      else if (next === '@') part = 'validation'
      else part = part === 'before' ? 'implicitBefore' : 'implicitBehind'
      at += next === '|' || next === '@' ? 2 : 1
    } else {
      const end = pathEnd(text, at)
      if (part !== 'validation') paths[part].push(text.slice(at, end))
      at = end
    }
  }
  return paths
}

function pathEnd(text: string, start: number): number {
  let at = start
  while (at < text.length) {
    const char = text[at]!
    if (char === '$') {
      // `$` and the end of a line part nothing by themselves: ninja goes on with the same path
      at += 2
      continue
    }
    if (char === ' ' || char === ':' || char === '|' || char === '\n') return at
    at++
  }
  return Math.min(at, text.length)
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** An odd number of `$` before the end of the line joins it with the next. */
function isEscaped(text: string, end: number): boolean {
  let at = text[end - 1] === '\r' ? end - 2 : end - 1
  let count = 0
  while (at >= 0 && text[at] === '$') {
    count++
    at--
  }
  return count % 2 === 1
}
