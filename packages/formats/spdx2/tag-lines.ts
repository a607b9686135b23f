// SPDX-License-Identifier: Apache-2.0
import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { FormatError } from '../fault/index.ts'
import type { Limits, Source } from '../source/index.ts'

export interface TagHandlers {
  /** `line` counts from 1; `column` is that of the value, counted from 1 in UTF-16 units. */
  onTag(tag: string, value: string, line: number, column: number): void
  onFault(message: string, line: number, column: number): void
}

/**
 * Splits a tag-value text (SPDX 2.3, 5.2 and annex "tag-value") into its tags, line by line, so that its size does not
 * matter. `<text>` values may go over many lines; a line ends with LF, CR LF, or CR alone.
 * @throws FormatError ENCODING, LIMIT
 */
export async function readTags(
  source: Source,
  limits: Limits,
  handlers: TagHandlers,
): Promise<void> {
  const lines = createTagLines(source.name, limits, handlers)
  let pieces: Buffer[] = []
  let pending = 0
  for await (const chunk of utf8Chunks(source, limits)) {
    const last = chunk.lastIndexOf(LF)
    if (last < 0) {
      pieces.push(chunk)
      pending += chunk.length
      if (pending > limits.stringLength) throw tooLong(source.name, limits, lines.line)
      continue
    }
    let start = 0
    if (pieces.length > 0) {
      start = chunk.indexOf(LF) + 1
      push(Buffer.concat([...pieces, chunk.subarray(0, start)]), 0)
    }
    push(chunk.subarray(0, last + 1), start)
    pieces = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : []
    pending = chunk.length - last - 1
  }
  if (pieces.length > 0) push(Buffer.concat([...pieces, END]), 0)
  lines.end()

  function push(bytes: Buffer, start: number): void {
    pushLines(source.name, lines, bytes, start, limits)
  }
}

const LF = 10
const END = Buffer.of(LF)

/**
 * `bytes` are whole lines, of which those from `start` on are new. Each becomes a string of its own: slices of one long
 * string would keep all of the document in memory for the few values that are kept.
 */
function pushLines(
  name: string,
  lines: TagLines,
  bytes: Buffer,
  start: number,
  limits: Limits,
): void {
  const isPlain = isAscii(bytes)
  if (!isPlain && !isUtf8(bytes)) throw badEncoding(name, lines.line, bytes.subarray(start))
  const encoding = isPlain ? 'latin1' : 'utf8'
  for (let at = start; at < bytes.length;) {
    const newline = bytes.indexOf(LF, at)
    if (newline - at > limits.stringLength) throw tooLong(name, limits, lines.line)
    lines.push(bytes.toString(encoding, at, newline))
    at = newline + 1
  }
}

interface TagLines {
  /** The number of the next line. */
  readonly line: number
  push(text: string): void
  end(): void
}

function createTagLines(name: string, limits: Limits, handlers: TagHandlers): TagLines {
  let line = 1
  let open: OpenText | undefined
  let length = 0

  function physical(text: string): void {
    if (open === undefined) first(text)
    else more(text, open)
    line++
  }

  function first(text: string): void {
    let i = 0
    while (i < text.length && isSpace(text.charCodeAt(i))) i++
    if (i === text.length || text.charCodeAt(i) === 35) return
    const colon = text.indexOf(':', i)
    const tag = colon < 0 ? '' : text.slice(i, colon).trimEnd()
    if (!isTagName(tag)) {
      handlers.onFault('expected `Tag: value`', line, i + 1)
      return
    }
    let start = colon + 1
    while (start < text.length && isSpace(text.charCodeAt(start))) start++
    if (!text.startsWith('<text>', start)) {
      handlers.onTag(tag, text.slice(start).trimEnd(), line, start + 1)
      return
    }
    const close = text.indexOf('</text>', start)
    if (close >= 0) {
      handlers.onTag(tag, text.slice(start + 6, close), line, start + 1)
      afterText(text, close)
      return
    }
    open = { tag, blocks: [], parts: [text.slice(start + 6)], line, column: start + 1 }
    length = text.length
  }

  function more(text: string, value: OpenText): void {
    const close = text.indexOf('</text>')
    if (close < 0) {
      length += text.length + 1
      if (length > limits.stringLength) throw tooLong(name, limits, value.line)
      value.parts.push(text)
      // a string for each of millions of short lines would take many times their length
      if (value.parts.length >= MOST_PARTS) {
        value.blocks.push(value.parts.join('\n'))
        value.parts.length = 0
      }
      return
    }
    value.parts.push(text.slice(0, close))
    open = undefined
    const whole = [...value.blocks, ...value.parts].join('\n')
    handlers.onTag(value.tag, whole, value.line, value.column)
    afterText(text, close)
  }

  function afterText(text: string, close: number): void {
    for (let i = close + 7; i < text.length; i++) {
      if (isSpace(text.charCodeAt(i))) continue
      handlers.onFault('nothing may follow `</text>` on its line', line, i + 1)
      return
    }
  }

  return {
    get line() {
      return line
    },
    push(text) {
      const cr = text.indexOf('\r')
      if (cr < 0) physical(text)
      else if (cr === text.length - 1) physical(text.slice(0, cr))
      else {
        const all = text.split('\r')
        if (all.at(-1) === '') all.pop()
        for (const each of all) physical(each)
      }
    },
    end() {
      if (open !== undefined) {
        handlers.onFault(`\`<text>\` of ${open.tag} is never closed`, open.line, open.column)
      }
    },
  }
}

const MOST_PARTS = 4096

interface OpenText {
  readonly tag: string
  /** Many lines each. */
  readonly blocks: string[]
  readonly parts: string[]
  readonly line: number
  readonly column: number
}

/** Byte order marks are taken off, and UTF-16 (some Windows tools) is turned into UTF-8. */
async function* utf8Chunks(source: Source, limits: Limits): AsyncIterable<Buffer> {
  let utf16: TextDecoder | undefined
  let total = 0
  for await (const chunk of source.chunks()) {
    const isFirst = total === 0
    total += chunk.byteLength
    if (total > limits.documentBytes) {
      throw new FormatError(source.name, [
        {
          code: 'LIMIT',
          message: `the document is larger than ${limits.documentBytes} bytes (limit documentBytes; raise it with --limit documentBytes=N)`,
          place: {},
        },
      ])
    }
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (isFirst && bytes[0] === 0xff && bytes[1] === 0xfe) utf16 = new TextDecoder('utf-16le')
    if (isFirst && bytes[0] === 0xfe && bytes[1] === 0xff) utf16 = new TextDecoder('utf-16be')
    if (utf16 !== undefined) yield Buffer.from(utf16.decode(bytes, { stream: true }), 'utf8')
    else yield isFirst && bytes.indexOf(UTF8_MARK) === 0 ? bytes.subarray(3) : bytes
  }
}

const UTF8_MARK = Buffer.of(0xef, 0xbb, 0xbf)

function badEncoding(name: string, firstLine: number, bytes: Buffer): FormatError {
  let line = firstLine
  for (let at = 0; at < bytes.length; line++) {
    const newline = bytes.indexOf(LF, at)
    if (!isUtf8(bytes.subarray(at, newline))) break
    at = newline + 1
  }
  return new FormatError(name, [{ code: 'ENCODING', message: 'not UTF-8 text', place: { line } }])
}

function tooLong(name: string, limits: Limits, line: number): FormatError {
  return new FormatError(name, [
    {
      code: 'LIMIT',
      message: `a value is longer than ${limits.stringLength} characters (limit stringLength; raise it with --limit stringLength=N)`,
      place: { line },
    },
  ])
}

function isSpace(c: number): boolean {
  return c === 32 || c === 9
}

function isTagName(text: string): boolean {
  if (text.length === 0 || text.length > 64) return false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (!((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || (i > 0 && c >= 48 && c <= 57)))
      return false
  }
  return true
}
