// SPDX-License-Identifier: Apache-2.0
import { FormatError, type FaultCode } from '../fault/index.ts'

/** A file of which parts are read, so that a large one need not be held whole. Reads past the end give fewer bytes. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number
  read(offset: number, length: number): Uint8Array
}

export function accessBytes(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.byteLength,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  }
}

/** The error of one thing that is wrong with a binary file. */
export function binaryFault(name: string, message: string, code: FaultCode = 'INVALID_VALUE') {
  return new FormatError(name, [{ code, message, place: {} }])
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * Text up to the next zero byte (or the end), at most `limit` bytes of it. The bytes are not checked to be UTF-8: what is
 * not becomes U+FFFD.
 */
export function textAt(bytes: Uint8Array, offset: number, limit = 0x10000): string {
  if (offset < 0 || offset >= bytes.length) return ''
  let end = bytes.indexOf(0, offset)
  if (end < 0) end = bytes.length
  return textBetween(bytes, offset, Math.min(end, offset + limit))
}

export function textBetween(bytes: Uint8Array, start: number, end: number): string {
  // a view of the same memory; for short names this is several times as fast as a TextDecoder
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end)
}
