// SPDX-License-Identifier: Apache-2.0
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { isElf, readElf, type Elf, type RandomAccess } from '@headwater/formats/elf'
import { FormatError } from '@headwater/formats/fault'

/** An image of gigabytes is not read as a whole for its dynamic section; small files are, for one read costs less than five. */
const SMALL = 1024 * 1024

/** Uses an ELF file while it is open; undefined where it is none, or cannot be read. */
export function withElf<T>(path: string, use: (elf: Elf) => T): T | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const { size } = fstatSync(file)
    const read = (offset: number, length: number): Uint8Array => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)))
      const count = bytes.length === 0 ? 0 : readSync(file, bytes, 0, bytes.length, offset)
      return bytes.subarray(0, count)
    }
    const start = read(0, size <= SMALL ? size : 64)
    if (!isElf(start)) return undefined
    const access: RandomAccess | Uint8Array = size <= SMALL ? start : { size, read }
    return use(readElf(path, access))
  } catch (error) {
    // a file that only looks like one says nothing
    if (error instanceof FormatError) return undefined
    throw error
  } finally {
    closeSync(file)
  }
}
