// SPDX-License-Identifier: Apache-2.0
import { TextDecoder } from 'node:util'
import type { Limits, Source } from '../source/index.ts'
import type { Refuse } from './index.ts'

/** A chunk may be a whole document; no string of it shall be. */
const PIECE_BYTES = 4 * 1024 * 1024

/** The document as text in pieces: in the encoding of its byte order mark, or else of its declaration. */
export async function* textPieces(
  source: Source,
  limits: Limits,
  refuse: Refuse,
): AsyncIterable<string> {
  let total = 0
  let decoder: TextDecoder | undefined
  for await (const chunk of source.chunks()) {
    total += chunk.byteLength
    if (total > limits.documentBytes) {
      refuse(
        'LIMIT',
        `the document is larger than ${limits.documentBytes} bytes (limit documentBytes; raise it with --limit documentBytes=N)`,
      )
    }
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES)
      decoder ??= decoderFor(piece, refuse)
      yield decode(decoder, piece, refuse)
    }
  }
  if (decoder) yield decode(decoder, undefined, refuse)
}

function decoderFor(head: Uint8Array, refuse: Refuse): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1')
  const [, label = 'utf-8'] =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]{1,80}encoding\s*=\s*["']([-\w.]{1,40})["']/.exec(declaration) ??
    []
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    return refuse('ENCODING', `unknown encoding ${JSON.stringify(label)}`)
  }
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, refuse: Refuse): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    return refuse('ENCODING', `not ${decoder.encoding.toUpperCase()} text`)
  }
}
