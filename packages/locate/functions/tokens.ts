// SPDX-License-Identifier: Apache-2.0

/**
 * Tokens of a text as columns: a megabyte on one line has as many tokens as characters, and objects for each would not fit.
 * What a kind means is the lexer's affair; a sign's kind is its character code.
 */
export interface Tokens {
  readonly count: number
  readonly kind: Uint8Array
  readonly start: Int32Array
  readonly end: Int32Array
  /** Of its first character, from 1. */
  readonly line: Int32Array
  /** Lines of comments, flat: `[from, to, …]`. */
  readonly comments: readonly number[]
  /** Lines of the text; the one after a last newline does not count. */
  readonly lines: number
}

/** Kinds that are no signs; those are their character codes, which begin at 33. */
export const WORD = 1
export const NUMBER = 2
export const STRING = 3
/** A line of the C preprocessor with what continues it. */
export const DIRECTIVE = 4
/** A group in braces that was read to its end. */
export const BRACED = 5

export interface TokenList {
  add(kind: number, start: number, end: number, line: number): void
  addComment(from: number, to: number): void
  /** @param line of the end of the text */
  done(line: number): Tokens
}

export function createTokenList(length: number): TokenList {
  let capacity = Math.max(64, length >> 2)
  let kind = new Uint8Array(capacity)
  let start = new Int32Array(capacity)
  let end = new Int32Array(capacity)
  let line = new Int32Array(capacity)
  let count = 0
  const comments: number[] = []
  const grow = (): void => {
    capacity *= 2
    kind = copyOf(kind, new Uint8Array(capacity))
    start = copyOf(start, new Int32Array(capacity))
    end = copyOf(end, new Int32Array(capacity))
    line = copyOf(line, new Int32Array(capacity))
  }
  return {
    add(k, s, e, l) {
      if (count === capacity) grow()
      kind[count] = k
      start[count] = s
      end[count] = e
      line[count] = l
      count++
    },
    addComment(from, to) {
      comments.push(from, to)
    },
    done: (lines) => ({ count, kind, start, end, line, comments, lines }),
  }
}

function copyOf<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** Letters, digits, `_`, `$` and everything beyond ASCII. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code >= 128
  )
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}
