// SPDX-License-Identifier: Apache-2.0
import {
  createTokenList,
  DIRECTIVE,
  isDigitCode,
  isWordCode,
  NUMBER,
  STRING,
  WORD,
  type TokenList,
  type Tokens,
} from '../tokens.ts'

const NEWLINE = 10
const BACKSLASH = 92
const SLASH = 47
const STAR = 42
const QUOTE = 34
const APOSTROPHE = 39
const HASH = 35

/** Tokens of C and C++. Lines of the preprocessor are one token each, and what they say is not read. */
export function lexC(text: string): Tokens {
  const list = createTokenList(text.length)
  const lexer: Lexer = { text, list, unclosed: 0 }
  const length = text.length
  let line = 1
  let at = 0
  // only blanks and comments stand before it on its line
  let isFirst = true
  while (at < length) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) {
      line++
      at++
      isFirst = true
    } else if (code <= 32) at++
    else if (code === SLASH && text.charCodeAt(at + 1) === SLASH) {
      const end = endOfLine(text, at)
      const last = line + countNewlines(text, at, end)
      list.addComment(line, last)
      line = last
      at = end
    } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
      const end = endOfComment(text, at)
      const last = line + countNewlines(text, at, end)
      list.addComment(line, last)
      line = last
      at = end
    } else if (code === HASH && isFirst) {
      const end = endOfDirective(text, at)
      list.add(DIRECTIVE, at, end, line)
      line += countNewlines(text, at, end)
      at = end
    } else {
      isFirst = false
      const end = addToken(lexer, at, line)
      if (code === QUOTE || code === APOSTROPHE || code === 82 || code === 76 || code === 117) {
        line += countNewlines(text, at, end)
      } else if (code === 85 || code === BACKSLASH) line += countNewlines(text, at, end)
      at = end
    }
  }
  return list.done(line)
}

interface Lexer {
  readonly text: string
  readonly list: TokenList
  /** Raw strings whose end was looked for and not found. */
  unclosed: number
}

/** Adds what begins here. @returns where it ends */
function addToken(lexer: Lexer, at: number, line: number): number {
  const { text, list } = lexer
  const code = text.charCodeAt(at)
  if (isDigitCode(code)) {
    const end = endOfNumber(text, at)
    list.add(NUMBER, at, end, line)
    return end
  }
  if (isWordCode(code)) {
    let end = at + 1
    while (end < text.length && isWordCode(text.charCodeAt(end))) end++
    const next = text.charCodeAt(end)
    if (end - at <= 3 && (next === QUOTE || next === APOSTROPHE)) {
      const prefix = text.slice(at, end)
      if (next === QUOTE && RAW.has(prefix)) return addRaw(lexer, at, end, line)
      if (PREFIXES.has(prefix)) return addQuoted(lexer, at, end, line)
    }
    list.add(WORD, at, end, line)
    return end
  }
  if (code === QUOTE || code === APOSTROPHE) return addQuoted(lexer, at, at, line)
  // a splice of two lines is nothing; elsewhere a backslash belongs to assembly or to a macro
  if (code === BACKSLASH) {
    const next = text.charCodeAt(at + 1)
    return next === NEWLINE ? at + 2 : next === 13 ? at + 3 : at + 1
  }
  list.add(code, at, at + 1, line)
  return at + 1
}

const PREFIXES: ReadonlySet<string> = new Set(['L', 'u', 'U', 'u8'])
const RAW: ReadonlySet<string> = new Set(['R', 'LR', 'uR', 'UR', 'u8R'])

/** C11 6.4.4.4 and 6.4.5. One that is not closed ends with its line: prose in an arm that is never compiled. */
function addQuoted({ text, list }: Lexer, from: number, open: number, line: number): number {
  const quote = text.charCodeAt(open)
  let at = open + 1
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += text.charCodeAt(at + 1) === 13 ? 2 : 1
    else if (code === quote) {
      list.add(STRING, from, at + 1, line)
      return at + 1
    } else if (code === NEWLINE) break
  }
  const end = Math.min(at, text.length)
  list.add(STRING, from, end, line)
  return end
}

/**
 * C++11 [lex.string]: `R"delimiter(` … `)delimiter"`, the delimiter of at most 16 characters. One that is not closed is read
 * as an ordinary string.
 */
function addRaw(lexer: Lexer, from: number, open: number, line: number): number {
  const { text, list } = lexer
  let paren = open + 1
  while (paren < text.length && paren - open <= 17 && text.charCodeAt(paren) !== 40) paren++
  if (text.charCodeAt(paren) !== 40) return addQuoted(lexer, from, open, line)
  const closing = `)${text.slice(open + 1, paren)}"`
  // each that is not closed was searched to the end of the text: after some there are no more raw strings
  const found = lexer.unclosed < 16 ? text.indexOf(closing, paren + 1) : -1
  if (found < 0) {
    lexer.unclosed++
    return addQuoted(lexer, from, open, line)
  }
  const end = found + closing.length
  list.add(STRING, from, end, line)
  return end
}

/** C11 6.4.8, with C++14's and C23's digit separators. */
function endOfNumber(text: string, from: number): number {
  let at = from + 1
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isWordCode(code) || code === 46) continue
    if (
      code === APOSTROPHE &&
      isWordCode(text.charCodeAt(at + 1)) &&
      isWordCode(text.charCodeAt(at - 1))
    )
      continue
    const before = text.charCodeAt(at - 1) | 32
    if ((code === 43 || code === 45) && (before === 101 || before === 112)) continue
    break
  }
  return at
}

/** The newline itself is not part of it. A backslash before it continues the line. */
function endOfLine(text: string, from: number): number {
  let at = from
  for (;;) {
    const newline = text.indexOf('\n', at)
    if (newline < 0) return text.length
    const before = text.charCodeAt(newline - 1)
    const last = before === 13 ? text.charCodeAt(newline - 2) : before
    if (last !== BACKSLASH) return newline
    at = newline + 1
  }
}

function endOfComment(text: string, from: number): number {
  const found = text.indexOf('*/', from + 2)
  return found < 0 ? text.length : found + 2
}

/** A directive ends with its line, but a comment that begins in it may go on. */
function endOfDirective(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) return at
    if (code === BACKSLASH) at += text.charCodeAt(at + 1) === 13 ? 3 : 2
    else if (code === SLASH && text.charCodeAt(at + 1) === STAR) at = endOfComment(text, at)
    else if (code === SLASH && text.charCodeAt(at + 1) === SLASH) return endOfLine(text, at)
    else if (code === QUOTE || code === APOSTROPHE) at = endOfQuoted(text, at)
    else at++
  }
  return text.length
}

function endOfQuoted(text: string, open: number): number {
  const quote = text.charCodeAt(open)
  let at = open + 1
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += text.charCodeAt(at + 1) === 13 ? 2 : 1
    else if (code === quote) return at + 1
    else if (code === NEWLINE) return at
  }
  return text.length
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === NEWLINE) count++
  return count
}
