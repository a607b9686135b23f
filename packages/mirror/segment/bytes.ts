// SPDX-License-Identifier: Apache-2.0
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

/** Where a segment is read from: a file, or memory. */
export interface ByteSource {
  /** For messages. */
  readonly name: string
  readonly size: number
  /** Exactly `length` bytes, which nobody may change. @throws RangeError beyond the end. */
  read(offset: number, length: number): Buffer
  close(): void
}

/** As much as is read at least: what is needed next mostly lies behind it, and a system call costs more than that. */
const WINDOW_BYTES = 256 * 1024

export function fileBytes(path: string): ByteSource {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  let start = 0
  let window: Buffer = Buffer.alloc(0)
  return {
    name: path,
    size,
    read(offset, length) {
      checkRange(path, size, offset, length)
      if (length > WINDOW_BYTES) return readExactly(path, file, offset, length)
      if (offset < start || offset + length > start + window.length) {
        start = Math.max(0, Math.min(offset, size - WINDOW_BYTES))
        window = readExactly(path, file, start, Math.min(WINDOW_BYTES, size - start))
      }
      return window.subarray(offset - start, offset - start + length)
    },
    close: () => closeSync(file),
  }
}

function readExactly(path: string, file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length)
  for (let done = 0; done < length;) {
    const count = readSync(file, bytes, done, length - done, offset + done)
    if (count === 0) throw new RangeError(`${path} ends too early`)
    done += count
  }
  return bytes
}

export function memoryBytes(name: string, whole: Uint8Array): ByteSource {
  const bytes = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength)
  return {
    name,
    size: bytes.length,
    read(offset, length) {
      checkRange(name, bytes.length, offset, length)
      return bytes.subarray(offset, offset + length)
    },
    close: () => undefined,
  }
}

function checkRange(name: string, size: number, offset: number, length: number): void {
  if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
    throw new RangeError(`${name} has no ${length} bytes at ${offset}`)
  }
}

/** Where a segment is written to, from its first byte to its last. */
export interface ByteSink {
  readonly size: number
  append(bytes: Uint8Array): void
}

/** Gathers small pieces, since a system call for each record would cost more than the record. */
export function fileSink(file: number): ByteSink & { flush(): void } {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  let held = 0
  let written = 0
  const flush = (): void => {
    writeAll(file, buffer.subarray(0, held))
    written += held
    held = 0
  }
  return {
    get size() {
      return written + held
    },
    append(bytes) {
      if (held + bytes.length > BUFFER_BYTES) flush()
      if (bytes.length > BUFFER_BYTES) {
        writeAll(file, bytes)
        written += bytes.length
      } else {
        buffer.set(bytes, held)
        held += bytes.length
      }
    },
    flush,
  }
}

const BUFFER_BYTES = 1024 * 1024

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done)
  }
}

/** `expected`: bytes to begin with; it grows by doubling. */
export function memorySink(expected: number): ByteSink & { take(): Uint8Array<ArrayBuffer> } {
  let bytes = new Uint8Array(Math.max(1024, expected))
  let size = 0
  return {
    get size() {
      return size
    },
    append(more) {
      if (size + more.length > bytes.length) {
        const larger = new Uint8Array(Math.max(bytes.length * 2, size + more.length))
        larger.set(bytes.subarray(0, size))
        bytes = larger
      }
      bytes.set(more, size)
      size += more.length
    },
    take: () => bytes.subarray(0, size),
  }
}
