// SPDX-License-Identifier: Apache-2.0

/**
 * Bytes to read, with the name that messages use. `chunks` may be called again and starts from the beginning each time,
 * so that a reader can look at the head first and can find the line of a fault afterwards. Already decompressed.
 */
export interface Source {
  readonly name: string
  /** Bytes, when known beforehand. */
  readonly size?: number
  chunks(): AsyncIterable<Uint8Array>
}

export function sourceOfBytes(name: string, bytes: Uint8Array): Source {
  return {
    name,
    size: bytes.byteLength,
    // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous, these bytes are here already
    async *chunks() {
      yield bytes
    },
  }
}

export function sourceOfText(name: string, text: string): Source {
  return sourceOfBytes(name, new TextEncoder().encode(text))
}

export { DEFAULT_LIMITS, LimitError, type Limits } from './limits.ts'
export { readBytes, readText } from './read.ts'
