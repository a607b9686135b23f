// SPDX-License-Identifier: Apache-2.0
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
  let pieces: string[] = []
  let pending = 0
  for await (const text of decoded(source, limits, () => lines.line)) {
    let start = 0
    for (;;) {
      const newline = text.indexOf('\n', start)
      if (newline < 0) break
      const end = text.slice(start, newline)
      if (pieces.length === 0) lines.push(end)
      else {
        pieces.push(end)
        lines.push(pieces.join(''))
        pieces = []
        pending = 0
      }
      start = newline + 1
    }
    if (start < text.length) {
      pieces.push(text.slice(start))
      pending += text.length - start
      if (pending > limits.stringLength) throw tooLong(source.name, limits, lines.line)
    }
  }
  if (pieces.length > 0) lines.push(pieces.join(''))
  lines.end()
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
    open = { tag, parts: [text.slice(start + 6)], line, column: start + 1 }
    length = text.length
  }

  function more(text: string, value: OpenText): void {
    const close = text.indexOf('</text>')
    if (close < 0) {
      length += text.length + 1
      if (length > limits.stringLength) throw tooLong(name, limits, value.line)
      value.parts.push(text)
      return
    }
    value.parts.push(text.slice(0, close))
    open = undefined
    handlers.onTag(value.tag, value.parts.join('\n'), value.line, value.column)
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

interface OpenText {
  readonly tag: string
  readonly parts: string[]
  readonly line: number
  readonly column: number
}

async function* decoded(
  source: Source,
  limits: Limits,
  lineNow: () => number,
): AsyncIterable<string> {
  let decoder: TextDecoder | undefined
  let total = 0
  for await (const chunk of source.chunks()) {
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
    decoder ??= decoderFor(chunk)
    let text: string
    try {
      text = decoder.decode(chunk, { stream: true })
    } catch (cause) {
      throw badEncoding(source.name, decoder.encoding, chunk, lineNow(), cause)
    }
    yield text
  }
  try {
    const rest = decoder?.decode()
    if (rest !== undefined && rest !== '') yield rest
  } catch (cause) {
    throw badEncoding(source.name, 'utf-8', new Uint8Array(), lineNow(), cause)
  }
}

function decoderFor(chunk: Uint8Array): TextDecoder {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  return new TextDecoder('utf-8', { fatal: true })
}

function badEncoding(
  name: string,
  encoding: string,
  chunk: Uint8Array,
  line: number,
  cause: unknown,
): FormatError {
  // read again, forgivingly, up to the first character that could not be read
  const before = new TextDecoder(encoding).decode(chunk).split('\ufffd', 1)[0] ?? ''
  const lines = before.split('\n').length - 1
  return new FormatError(
    name,
    [
      {
        code: 'ENCODING',
        message: `not ${encoding.toUpperCase()} text`,
        place: { line: line + lines },
      },
    ],
    0,
    { cause },
  )
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
