// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { RandomAccess } from '@headwater/formats/elf'
import { ImageError } from './error.ts'

/** A file that is read in parts, open until the process ends: sections are read when they are asked for. */
export interface Binary {
  readonly path: string
  readonly access: RandomAccess
  /** Lower-case hexadecimal. */
  digest(algorithm: string): string
  crc32(): number
  close(): void
}

const PIECE = 4 * 1024 * 1024

/** @throws ImageError where it cannot be opened. */
export function openBinary(path: string): Binary {
  let file: number
  let size: number
  try {
    file = openSync(path, 'r')
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new Error('no file')
    size = stat.size
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'cannot be read'
    throw new ImageError('IMAGE_UNREADABLE', `${path}: ${why}`, undefined, { cause })
  }
  function read(offset: number, length: number): Uint8Array {
    if (offset < 0 || offset >= size || length <= 0) return new Uint8Array()
    const bytes = Buffer.allocUnsafe(Math.min(length, size - offset))
    let done = 0
    while (done < bytes.length) {
      const count = readSync(file, bytes, done, bytes.length - done, offset + done)
      if (count === 0) break
      done += count
    }
    return bytes.subarray(0, done)
  }
  function* pieces(): Iterable<Uint8Array> {
    for (let at = 0; at < size; at += PIECE) yield read(at, PIECE)
  }
  return {
    path,
    access: { size, read },
    digest(algorithm) {
      const hash = createHash(algorithm)
      for (const piece of pieces()) hash.update(piece)
      return hash.digest('hex')
    },
    crc32() {
      let sum = 0
      for (const piece of pieces()) sum = crc32(piece, sum)
      return sum
    },
    close: () => closeSync(file),
  }
}
