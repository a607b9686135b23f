// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readSync } from 'node:fs'

/** Version files are short, and in long ones the version stands near the top. */
const LOOKED_AT = 256 * 1024

/** The beginning of a file as text; undefined where there is none. */
export function readStart(path: string): string | undefined {
  return readBytes(path, LOOKED_AT)?.toString('utf8')
}

/** At most so many bytes from the beginning of a file. */
export function readBytes(path: string, most: number): Buffer | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const buffer = Buffer.allocUnsafe(most)
    return buffer.subarray(0, readSync(file, buffer, 0, most, 0))
  } catch {
    // a folder, or not readable
    return undefined
  } finally {
    closeSync(file)
  }
}
