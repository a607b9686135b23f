// SPDX-License-Identifier: Apache-2.0

/** A statement with the physical lines that continue it (The Python Language Reference, 2.1). */
export interface LogicalLine {
  /** Columns before it; a tab goes to the next multiple of eight. */
  readonly indent: number
  /** Its beginning, enough to tell what it is. */
  readonly head: string
  readonly startLine: number
  readonly endLine: number
}

export interface Lines {
  readonly lines: readonly LogicalLine[]
  readonly comments: readonly number[]
}

const NEWLINE = 10
const BACKSLASH = 92
const HEAD = 300

/** Joins what brackets, backslashes and triple quotes keep together; leaves out blank lines and comments. */
export function logicalLines(text: string): Lines {
  const lines: LogicalLine[] = []
  const comments: number[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const { indent, start } = indentation(text, at)
    const code = text.charCodeAt(start)
    if (start >= text.length) break
    if (code === NEWLINE || code === 13) {
      at = start + (code === 13 && text.charCodeAt(start + 1) === NEWLINE ? 2 : 1)
      line++
    } else if (code === 35) {
      comments.push(line, line)
      at = endOfLine(text, start) + 1
      line++
    } else {
      const { end, endLine } = endOfStatement(text, start, line, comments)
      lines.push({
        indent,
        head: text.slice(start, Math.min(end, start + HEAD)),
        startLine: line,
        endLine,
      })
      at = end + 1
      line = endLine + 1
    }
  }
  return { lines, comments }
}

function indentation(text: string, from: number): { indent: number; start: number } {
  let indent = 0
  let at = from
  // a byte order mark
  if (at === 0 && text.charCodeAt(0) === 0xfeff) at++
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 32) indent++
    else if (code === 9) indent = (indent | 7) + 1
    else if (code === 12) indent = 0
    else break
  }
  return { indent, start: at }
}

/** @returns where its newline is, and on which line */
function endOfStatement(
  text: string,
  from: number,
  first: number,
  comments: number[],
): { end: number; endLine: number } {
  let at = from
  let line = first
  let depth = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) {
      // a bracket that is never closed must not swallow the rest of the file
      if (depth === 0 || beginsBlock(text, at + 1)) return { end: at, endLine: line }
      line++
      at++
    } else if (code === BACKSLASH) {
      const isCarriage = text.charCodeAt(at + 1) === 13
      if (text.charCodeAt(at + (isCarriage ? 2 : 1)) === NEWLINE) line++
      at += isCarriage ? 3 : 2
    } else if (code === 35) {
      if (depth > 0) comments.push(line, line)
      at = endOfLine(text, at)
    } else if (code === 34 || code === 39) {
      const end = endOfString(text, at)
      for (let i = at; i < end; i++) if (text.charCodeAt(i) === NEWLINE) line++
      at = end
    } else {
      if (code === 40 || code === 91 || code === 123) depth++
      else if (code === 41 || code === 93 || code === 125) depth = Math.max(0, depth - 1)
      at++
    }
  }
  return { end: text.length, endLine: line }
}

const BEGINS_BLOCK = /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[ \t]*[(:])/

/** `def` and `class` with a name stand in no expression. */
function beginsBlock(text: string, at: number): boolean {
  return BEGINS_BLOCK.test(text.slice(at, at + 120))
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

/** Reference 2.4.1: raw or not, a backslash keeps the quote after it from closing. */
function endOfString(text: string, open: number): number {
  const quote = text.charCodeAt(open)
  const isTriple = text.charCodeAt(open + 1) === quote && text.charCodeAt(open + 2) === quote
  for (let at = open + (isTriple ? 3 : 1); at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) {
      at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === NEWLINE ? 2 : 1
    } else if (code === quote) {
      if (!isTriple) return at + 1
      if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3
    } else if (code === NEWLINE && !isTriple) return at
  }
  return text.length
}
