// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../fault/index.ts'
import type { Source } from './index.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'

/**
 * The whole document in memory, for the syntaxes that need it.
 * @throws FormatError code LIMIT above `limits.wholeDocumentBytes`.
 */
export async function readBytes(
  source: Source,
  limits: Limits = DEFAULT_LIMITS,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let total = 0
  for await (const chunk of source.chunks()) {
    total += chunk.byteLength
    if (total > limits.wholeDocumentBytes) {
      throw new FormatError(source.name, [
        {
          code: 'LIMIT',
          message: `the document is larger than ${limits.wholeDocumentBytes} bytes, which this syntax must hold whole in memory (limit wholeDocumentBytes; raise it with --limit wholeDocumentBytes=N)`,
          place: {},
        },
      ])
    }
    parts.push(chunk)
  }
  if (parts.length === 1 && parts[0]) return parts[0]
  const whole = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/**
 * The whole document as text: UTF-8 with or without byte order mark, or UTF-16 with one (Windows tools write it).
 * @throws FormatError code ENCODING with the line, where the bytes are not that.
 */
export async function readText(source: Source, limits: Limits = DEFAULT_LIMITS): Promise<string> {
  return decodeText(source.name, await readBytes(source, limits))
}

function decodeText(name: string, bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    const line = lineOfFirstBadByte(bytes)
    throw new FormatError(
      name,
      [{ code: 'ENCODING', message: `not ${encoding.toUpperCase()} text`, place: { line } }],
      0,
      { cause },
    )
  }
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  let start = 0
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 0x0a) continue
    try {
      decoder.decode(bytes.subarray(start, i))
    } catch {
      return line
    }
    line++
    start = i + 1
  }
  return line
}
