// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readSync } from 'node:fs'

/** Version files are short, and in long ones the version stands near the top. */
const LOOKED_AT = 256 * 1024

/** The beginning of a file as text; undefined where there is none. */
export function readStart(path: string): string | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const buffer = Buffer.allocUnsafe(LOOKED_AT)
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, LOOKED_AT, 0))
  } catch {
    // a folder, or not readable
    return undefined
  } finally {
    closeSync(file)
  }
}
