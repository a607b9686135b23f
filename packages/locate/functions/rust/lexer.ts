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
const QUOTE = 34
const APOSTROPHE = 39
const HASH = 35

/** Tokens of Rust (The Rust Reference, "Lexical structure"). A lifetime is a word; so is a raw identifier, without `r#`. */
export function lexRust(text: string): Tokens {
  const list = createTokenList(text.length)
  let line = 1
  let at = 0
  // raw strings whose end was looked for and not found
  let unclosed = 0
  const endOfRaw = (open: number, hashes: number): number => {
    if (unclosed >= 16) return open + 1
    const found = text.indexOf(`"${'#'.repeat(hashes)}`, open + 1)
    if (found >= 0) return found + 1 + hashes
    unclosed++
    return open + 1
  }
  const lines = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (text.charCodeAt(i) === NEWLINE) line++
  }
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const next = text.charCodeAt(at + 1)
    const from = at
    if (code === NEWLINE) {
      line++
      at++
    } else if (code <= 32) at++
    else if (code === 47 && next === 47) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
      list.addComment(line, line)
    } else if (code === 47 && next === 42) {
      at = endOfComment(text, at)
      const first = line
      lines(from, at)
      list.addComment(first, line)
    } else if (code === QUOTE) {
      at = endOfString(text, at)
      list.add(STRING, from, at, line)
      lines(from, at)
    } else if (code === APOSTROPHE) {
      at = endOfApostrophe(text, at)
      list.add(
        text.charCodeAt(at - 1) === APOSTROPHE && at > from + 1 ? STRING : WORD,
        from,
        at,
        line,
      )
    } else if (isWordCode(code)) {
      at++
      while (at < text.length && isWordCode(text.charCodeAt(at))) at++
      const after = text.charCodeAt(at)
      const isPrefix = at - from <= 2 && (after === QUOTE || after === HASH || after === APOSTROPHE)
      const prefix = isPrefix ? text.slice(from, at) : ''
      if (RAW.has(prefix) && after !== APOSTROPHE) {
        let hashes = 0
        while (hashes < 256 && text.charCodeAt(at + hashes) === HASH) hashes++
        if (text.charCodeAt(at + hashes) === QUOTE) {
          at = endOfRaw(at + hashes, hashes)
          list.add(STRING, from, at, line)
          lines(from, at)
        } else if (prefix === 'r' && hashes === 1 && isWordCode(text.charCodeAt(at + 1))) {
          const begin = ++at
          while (at < text.length && isWordCode(text.charCodeAt(at))) at++
          list.add(WORD, begin, at, line)
        } else list.add(WORD, from, at, line)
      } else if ((prefix === 'b' || prefix === 'c') && after === QUOTE) {
        at = endOfString(text, at)
        list.add(STRING, from, at, line)
        lines(from, at)
      } else if (prefix === 'b' && after === APOSTROPHE) {
        at = endOfApostrophe(text, at)
        list.add(STRING, from, at, line)
      } else list.add(isDigitCode(code) ? NUMBER : WORD, from, at, line)
    } else list.add(code, at, ++at, line)
  }
  return list.done(line)
}

const RAW: ReadonlySet<string> = new Set(['r', 'br', 'cr'])

/** Block comments nest. */
function endOfComment(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const next = text.charCodeAt(at + 1)
    if (code === 47 && next === 42) {
      depth++
      at++
    } else if (code === 42 && next === 47) {
      at++
      if (--depth === 0) return at + 1
    }
  }
  return text.length
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at + 1
  }
  return text.length
}

/** `'a'`, `'\n'`, `'\u{1F600}'`, or the lifetime `'a`. */
function endOfApostrophe(text: string, open: number): number {
  if (text.charCodeAt(open + 1) === BACKSLASH) {
    // the longest escape is `\u{10FFFF}`, which may have underscores
    for (let at = open + 3; at < text.length && at < open + 24; at++) {
      if (text.charCodeAt(at) === APOSTROPHE) return at + 1
    }
    return open + 2
  }
  const first = text.codePointAt(open + 1) ?? 0
  const after = open + (first > 0xffff ? 3 : 2)
  if (text.charCodeAt(after) === APOSTROPHE) return after + 1
  let at = open + 1
  while (at < text.length && isWordCode(text.charCodeAt(at))) at++
  return at
}
