// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { FormatError, type Fault } from '../fault/index.ts'
import { DEFAULT_LIMITS, type Limits } from '../source/limits.ts'
import type { Source } from '../source/index.ts'
import { createScanner, LONGEST_UNIT, type Failure, type MemberPlan } from './scanner.ts'
import { createSyntaxFinder, type SyntaxFault } from './syntax.ts'

export interface JsonMembers {
  /** Top-level arrays whose elements are handed over one by one. */
  readonly streamed: ReadonlySet<string>
  readonly limits?: Limits
  /** Members that are not even parsed. */
  readonly skip?: (key: string) => boolean
  /** A top-level member that is not streamed (or is named in `streamed` but is no array). Answer true to stop reading. */
  readonly onMember: (key: string, value: unknown) => boolean | void
  readonly onElement: (key: string, index: number, value: unknown) => void
}

/**
 * Reads a JSON object member by member, in the order of the text, so that documents of any size can be read.
 * @throws FormatError with line and column: SYNTAX, ENCODING, LIMIT.
 */
export async function readJsonMembers(source: Source, options: JsonMembers): Promise<void> {
  const limits = options.limits ?? DEFAULT_LIMITS
  let failure: Failure | undefined
  const scanner = createScanner(
    {
      plan: (key): MemberPlan =>
        options.streamed.has(key) ? 'elements' : options.skip?.(key) === true ? 'skip' : 'whole',
      onMember: options.onMember,
      onElement: options.onElement,
      fail(reason) {
        failure = reason
        throw new ScanStopped()
      },
    },
    limits,
  )
  try {
    let total = 0
    for await (const chunk of utf8Chunks(source)) {
      total += chunk.byteLength
      if (total > limits.documentBytes) throw tooLarge(source.name, limits)
      if (!scanner.push(chunk)) return
    }
    scanner.end()
  } catch (error) {
    if (!(error instanceof ScanStopped) || failure === undefined) throw error
    throw await explain(source, failure, limits)
  }
}

/** Unwinds the scanner; never leaves this file. */
class ScanStopped extends Error {}

async function explain(source: Source, failure: Failure, limits: Limits): Promise<FormatError> {
  if (failure === 'encoding') return encodingError(source)
  if (failure === 'size') {
    const most = Math.min(limits.wholeDocumentBytes, LONGEST_UNIT)
    const message = `one member or element is longer than ${most} bytes and must be held whole (limit wholeDocumentBytes; raise it with --limit wholeDocumentBytes=N, to ${LONGEST_UNIT} at most in JSON)`
    return new FormatError(source.name, [{ code: 'LIMIT', message, place: {} }])
  }
  const found = await findFault(source, limits)
  const fault: Fault = found
    ? {
        code: found.limit === undefined ? 'SYNTAX' : 'LIMIT',
        message: found.message,
        place: { line: found.line, column: found.column },
      }
    : {
        code: 'SYNTAX',
        message: 'expected a JSON object at the top',
        place: { line: 1, column: 1 },
      }
  return new FormatError(source.name, [fault])
}

async function findFault(source: Source, limits: Limits): Promise<SyntaxFault | undefined> {
  const finder = createSyntaxFinder(limits)
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of utf8Chunks(source)) {
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      const piece = decoder.decode(chunk.subarray(at, at + PIECE_BYTES), { stream: true })
      const found = finder.push(piece)
      if (found !== undefined) return found
    }
  }
  return finder.end()
}

/** A chunk may be a whole document; no string of it shall be. */
const PIECE_BYTES = 4 * 1024 * 1024

async function encodingError(source: Source): Promise<FormatError> {
  let line = 1
  for await (const chunk of utf8Chunks(source)) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    while (start < bytes.length) {
      const newline = bytes.indexOf(10, start)
      const end = newline < 0 ? bytes.length : newline
      if (!isUtf8(bytes.subarray(start, end))) break
      if (newline < 0) break
      line++
      start = newline + 1
    }
    if (start < bytes.length) break
  }
  return new FormatError(source.name, [
    { code: 'ENCODING', message: 'not UTF-8 text', place: { line } },
  ])
}

function tooLarge(name: string, limits: Limits): FormatError {
  return new FormatError(name, [
    {
      code: 'LIMIT',
      message: `the document is larger than ${limits.documentBytes} bytes (limit documentBytes; raise it with --limit documentBytes=N)`,
      place: {},
    },
  ])
}

/** Byte order marks are taken off, and UTF-16 (some Windows tools) is turned into UTF-8. */
async function* utf8Chunks(source: Source): AsyncIterable<Uint8Array> {
  let utf16: TextDecoder | undefined
  let first = true
  for await (const chunk of source.chunks()) {
    let bytes = chunk
    if (first && bytes.length > 0) {
      first = false
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
      else if (bytes[0] === 0xff && bytes[1] === 0xfe) utf16 = new TextDecoder('utf-16le')
      else if (bytes[0] === 0xfe && bytes[1] === 0xff) utf16 = new TextDecoder('utf-16be')
    }
    yield utf16 ? Buffer.from(utf16.decode(bytes, { stream: true }), 'utf8') : bytes
  }
}
