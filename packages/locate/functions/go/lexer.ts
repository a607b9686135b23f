// SPDX-License-Identifier: Apache-2.0
import {
  createTokenList,
  isDigitCode,
  isWordCode,
  NUMBER,
  STRING,
  WORD,
  type Tokens,
} from '../tokens.ts'

const NEWLINE = 10
const BACKSLASH = 92

/** Tokens of Go. Texts that are not closed end with their line, raw strings with the text. */
export function lexGo(text: string): Tokens {
  const list = createTokenList(text.length)
  let line = 1
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const next = text.charCodeAt(at + 1)
    const from = at
    if (code === NEWLINE) {
      line++
      at++
    } else if (code <= 32) at++
    else if (code === 47 && next === 47) {
      at = indexOrEnd(text, '\n', at)
      list.addComment(line, line)
    } else if (code === 47 && next === 42) {
      const close = text.indexOf('*/', at + 2)
      at = close < 0 ? text.length : close + 2
      const first = line
      line += newlines(text, from, at)
      list.addComment(first, line)
    } else if (code === 96) {
      at = indexOrEnd(text, '`', at + 1) + 1
      list.add(STRING, from, at, line)
      line += newlines(text, from, at)
    } else if (code === 34 || code === 39) {
      at = endOfQuoted(text, at)
      list.add(STRING, from, at, line)
    } else if (isWordCode(code)) {
      at++
      while (at < text.length && isWordCode(text.charCodeAt(at))) at++
      list.add(isDigitCode(code) ? NUMBER : WORD, from, at, line)
    } else list.add(code, at, ++at, line)
  }
  return list.done(line)
}

function indexOrEnd(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found < 0 ? text.length : found
}

function endOfQuoted(text: string, open: number): number {
  const quote = text.charCodeAt(open)
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === quote) return at + 1
    else if (code === NEWLINE) return at
  }
  return text.length
}

function newlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === NEWLINE) count++
  return count
}
