// SPDX-License-Identifier: Apache-2.0
import type { Source } from '../source/index.ts'

/** `{"sbom": {…}}`: how the dependency graph of GitHub's REST API hands out SPDX ("Export a software bill of materials"). */
const WRAPPER = /^\uFEFF?\s{0,100}\{\s{0,100}"sbom"\s{0,100}:\s{0,100}(?=\{)/
const HEAD_BYTES = 1024

/**
 * The document inside an envelope, or undefined where there is none. The envelope is read as blanks, so that lines and columns of
 * faults are those of the file.
 */
export async function unwrapped(source: Source): Promise<Source | undefined> {
  const length = WRAPPER.exec((await head(source)).toString('latin1'))?.[0].length
  if (length === undefined) return undefined
  return { name: source.name, chunks: () => inner(source, length) }
}

async function head(source: Source): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of source.chunks()) {
    parts.push(chunk.subarray(0, HEAD_BYTES))
    length += chunk.length
    if (length >= HEAD_BYTES) break
  }
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

const SPACE = 0x20
const NEW_LINE = 0x0a
const CLOSING = 0x7d
const NOTHING = new Uint8Array(0)

/** Everything behind the last closing brace is held back until more comes: the very last one is the envelope's. */
async function* inner(source: Source, length: number): AsyncIterable<Uint8Array> {
  let left = length
  let held: Uint8Array = NOTHING
  const blanks: Uint8Array[] = []
  for await (const chunk of source.chunks()) {
    let bytes = chunk
    if (left > 0) {
      bytes = chunk.slice()
      for (let i = 0; i < bytes.length && left > 0; i++, left--) {
        if (bytes[i] !== NEW_LINE) bytes[i] = SPACE
      }
    }
    const brace = bytes.lastIndexOf(CLOSING)
    if (brace < 0 && isBlank(bytes)) {
      blanks.push(bytes)
      continue
    }
    yield* [held, ...blanks.splice(0)]
    yield brace < 0 ? bytes : bytes.subarray(0, brace)
    held = brace < 0 ? NOTHING : bytes.subarray(brace)
  }
  // what is no lone brace is broken: the reader shall see it and say so
  const isEnd = held[0] === CLOSING && isBlank(held.subarray(1))
  if (!isEnd) yield held
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === SPACE || (byte >= 9 && byte <= 13))
}
