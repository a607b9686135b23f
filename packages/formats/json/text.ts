// SPDX-License-Identifier: Apache-2.0
import { FormatError, type Place } from '../fault/index.ts'
import { DEFAULT_LIMITS } from '../source/limits.ts'
import { findSyntaxFault } from './syntax.ts'

/**
 * JSON.parse with our own error: the line and the column, and no piece of the document in the message. Depth is bounded.
 * @throws FormatError SYNTAX or LIMIT.
 */
export function parseJson(name: string, text: string, maxDepth = DEFAULT_LIMITS.depth): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const found = findSyntaxFault([text], maxDepth)
    throw new FormatError(name, [
      {
        code: found?.message.includes('(limit depth)') === true ? 'LIMIT' : 'SYNTAX',
        message: found?.message ?? 'not JSON',
        place: found ? { line: found.line, column: found.column } : {},
      },
    ])
  }
  if (deeperThan(text, maxDepth)) {
    throw new FormatError(name, [
      { code: 'LIMIT', message: `nested deeper than ${maxDepth} levels (limit depth)`, place: {} },
    ])
  }
  return value
}

function deeperThan(text: string, maxDepth: number): boolean {
  if (text.length <= maxDepth) return false
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34) {
      for (i++; i < text.length; i++) {
        const d = text.charCodeAt(i)
        if (d === 34) break
        if (d === 92) i++
      }
    } else if (c === 123 || c === 91) {
      if (++depth > maxDepth) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

/** RFC 6901. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/**
 * Line and column of the value that a JSON pointer names, in well-formed JSON text. Walks the text once; meant for the
 * moment when a fault is reported, never for the hot path. Without a match only the pointer is given back.
 */
export function locatePointer(text: string | Uint8Array, pointer: string): Place {
  const source = typeof text === 'string' ? text : new TextDecoder().decode(text)
  const offset = findValue(source, pointer)
  if (offset === undefined) return { pointer }
  let line = 1
  let start = 0
  for (;;) {
    const newline = source.indexOf('\n', start)
    if (newline < 0 || newline >= offset) break
    line++
    start = newline + 1
  }
  return { pointer, line, column: offset - start + 1 }
}

function findValue(text: string, pointer: string): number | undefined {
  const steps = pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeStep)
  let at = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  for (const step of steps) {
    const next = text[at] === '{' ? findMember(text, at, step) : findElement(text, at, step)
    if (next === undefined) return undefined
    at = next
  }
  return at
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

function findMember(text: string, open: number, name: string): number | undefined {
  let at = skipSpace(text, open + 1)
  while (text[at] === '"') {
    const end = skipString(text, at)
    const key: unknown = JSON.parse(text.slice(at, end))
    at = skipSpace(text, skipSpace(text, end) + 1)
    if (key === name) return at
    at = skipSpace(text, skipValue(text, at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return undefined
}

function findElement(text: string, open: number, step: string): number | undefined {
  if (text[open] !== '[') return undefined
  let at = skipSpace(text, open + 1)
  for (let left = Number(step); left > 0; left--) {
    at = skipSpace(text, skipValue(text, at))
    if (text[at] !== ',') return undefined
    at = skipSpace(text, at + 1)
  }
  return at
}

function skipSpace(text: string, at: number): number {
  let i = at
  for (let c = text.charCodeAt(i); c === 32 || c === 10 || c === 13 || c === 9;) {
    c = text.charCodeAt(++i)
  }
  return i
}

function skipString(text: string, at: number): number {
  let i = at + 1
  while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1
  return i + 1
}

function skipValue(text: string, at: number): number {
  let depth = 0
  let i = at
  while (i < text.length) {
    const c = text.charCodeAt(i)
    if (c === 34) {
      i = skipString(text, i)
      if (depth === 0) return i
      continue
    }
    if (c === 123 || c === 91) depth++
    else if (c === 125 || c === 93) {
      if (depth === 0) return i
      if (--depth === 0) return i + 1
    } else if (c === 44 && depth === 0) return i
    i++
  }
  return i
}
