// SPDX-License-Identifier: Apache-2.0
import { createHash, type Hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LimitError, type Limits, type Source } from '@headwater/formats/source'
import { IntakeError } from './error.ts'

/** A source that can say the digests of its bytes. The SHA-256 comes with the first full reading, at no second one. */
export interface DigestedSource extends Source {
  /** Algorithms that will be asked for: they are computed with the first full reading too, instead of a reading each. */
  expect(algorithms: Iterable<string>): void
  /** Lower-case hexadecimal; undefined for an algorithm that this Node does not know. */
  digest(algorithm: string): Promise<string | undefined>
}

const CHUNK_BYTES = 4 * 1024 * 1024

const GZIP_PIECE = 64 * 1024

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz' | 'gzip' | 'none'

/** From the first bytes, never from the name. A gzip is a tar.gz if what it holds looks like one. */
export function archiveKind(path: string): ArchiveKind {
  const head = Buffer.alloc(512)
  const file = openFile(path)
  try {
    const length = readSync(file, head, 0, head.length, 0)
    if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return 'zip'
    if (head[0] === 0x1f && head[1] === 0x8b) {
      return /\.(?:tgz|tar\.gz)$/i.test(path) ? 'tar.gz' : 'gzip'
    }
    if (length === 512 && head.toString('latin1', 257, 262) === 'ustar') return 'tar'
    return 'none'
  } finally {
    closeSync(file)
  }
}

export function fileSource(path: string, name: string): DigestedSource {
  // a document that is one chunk is read once, though its format is looked at first
  let whole: Buffer | undefined
  return digesting({
    name,
    // oxlint-disable-next-line typescript/require-await -- the file system is read synchronously: four times as fast for a page-cached file
    async *chunks() {
      if (whole !== undefined) {
        yield whole
        return
      }
      const file = openFile(path)
      try {
        const { size } = fstatSync(file)
        // a byte more, so that the end of a small file is seen in one read; a pipe says that it has none
        const length = size === 0 ? CHUNK_BYTES : Math.min(size + 1, CHUNK_BYTES)
        for (let first = true; ; first = false) {
          const chunk = Buffer.allocUnsafe(length)
          const read = fill(file, chunk, name)
          if (read === 0) return
          const isLast = read < length
          const bytes = isLast ? chunk.subarray(0, read) : chunk
          if (first && isLast) whole = bytes
          yield bytes
          if (isLast) return
        }
      } finally {
        closeSync(file)
      }
    },
  })
}

/** Reads until the buffer is full or the file ends. */
function fill(file: number, buffer: Buffer, name: string): number {
  let length = 0
  while (length < buffer.length) {
    const read = readOn(file, buffer, length, name)
    if (read === 0) break
    length += read
  }
  return length
}

function readOn(file: number, buffer: Buffer, from: number, name: string): number {
  try {
    return readSync(file, buffer, from, buffer.length - from, null)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'cannot be read'
    throw new IntakeError('UNREADABLE', `${name}: ${why}`, { cause })
  }
}

export function gunzipSource(compressed: Source, limits: Limits): DigestedSource {
  return digesting({
    name: compressed.name,
    async *chunks() {
      let read = 0
      async function* counted(): AsyncIterable<Uint8Array> {
        for await (const chunk of compressed.chunks()) {
          // in small pieces, so that what came out can be held against what went in
          for (let at = 0; at < chunk.byteLength; at += GZIP_PIECE) {
            const piece = chunk.subarray(at, at + GZIP_PIECE)
            read += piece.byteLength
            yield piece
          }
        }
      }
      const inflated = createGunzip({ chunkSize: 1024 * 1024 })
      // the loop below sees what goes wrong on either side, through the gunzip
      pipeline(Readable.from(counted()), inflated, () => undefined)
      let written = 0
      try {
        for await (const chunk of inflated) {
          const bytes = chunk as Buffer
          written += bytes.byteLength
          guardRatio(compressed.name, read, written, limits)
          yield bytes
        }
      } catch (error) {
        if (error instanceof LimitError || error instanceof IntakeError) throw error
        throw damaged(compressed.name, error)
      }
    },
  })
}

/** Members of archives are held in memory: small ones whole, large ones in the pieces in which they came. */
export function memorySource(name: string, chunks: readonly Uint8Array[]): DigestedSource {
  return digesting({
    name,
    size: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0),
    // oxlint-disable-next-line typescript/require-await
    async *chunks() {
      yield* chunks
    },
  })
}

/** Below this size a high ratio harms nobody. */
const RATIO_MATTERS_ABOVE = 16 * 1024 * 1024

export function guardRatio(name: string, compressed: number, plain: number, limits: Limits): void {
  if (plain > limits.documentBytes) {
    throw new LimitError('documentBytes', `${name}: more than ${limits.documentBytes} bytes`)
  }
  guardPacking(name, compressed, plain, limits)
}

export function guardPacking(
  name: string,
  compressed: number,
  plain: number,
  limits: Limits,
): void {
  if (plain > RATIO_MATTERS_ABOVE && plain > compressed * limits.decompressionRatio) {
    throw new LimitError(
      'decompressionRatio',
      `${name}: ${compressed} compressed bytes became ${plain} and more`,
    )
  }
}

/** Members of archives are held in memory. */
export function guardMember(name: string, size: number, limits: Limits): void {
  if (size > limits.memberBytes) {
    throw new LimitError('memberBytes', `${name}: more than ${limits.memberBytes} bytes`)
  }
}

export function damaged(name: string, cause: unknown): IntakeError {
  const what =
    cause instanceof RangeError
      ? 'it ends before what its headers promise'
      : cause instanceof Error
        ? cause.message
        : String(cause)
  return new IntakeError('DAMAGED', `${name}: damaged archive or compressed file: ${what}`, {
    cause,
  })
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    throw new IntakeError(
      'UNREADABLE',
      `${path}: ${cause instanceof Error ? cause.message : 'cannot be opened'}`,
      { cause },
    )
  }
}

function digesting(source: Source): DigestedSource {
  const known = new Map<string, string>()
  const expected = new Set(['sha256'])
  return {
    name: source.name,
    expect(algorithms) {
      for (const algorithm of algorithms) if (hashFor(algorithm)) expected.add(algorithm)
    },
    ...(source.size === undefined ? {} : { size: source.size }),
    async *chunks() {
      const hashes = [...expected]
        .filter((algorithm) => !known.has(algorithm))
        .map((algorithm) => ({ algorithm, hash: createHash(algorithm) }))
      for await (const chunk of source.chunks()) {
        yield chunk
        // after the chunk was used: who only looks at the head of a document does not pay for its hash
        for (const { hash } of hashes) hash.update(chunk)
      }
      for (const { algorithm, hash } of hashes) known.set(algorithm, hash.digest('hex'))
    },
    async digest(algorithm) {
      const had = known.get(algorithm)
      if (had !== undefined) return had
      const hash = hashFor(algorithm)
      if (hash === undefined) return undefined
      for await (const chunk of source.chunks()) hash.update(chunk)
      const value = hash.digest('hex')
      known.set(algorithm, value)
      return value
    },
  }
}

function hashFor(algorithm: string): Hash | undefined {
  try {
    return createHash(algorithm)
  } catch {
    return undefined
  }
}
