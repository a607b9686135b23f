// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { LimitError, type Limits } from '@headwater/formats/source'
import { IntakeError } from './error.ts'
import { damaged, guardMember, guardPacking, guardRatio } from './source.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

export interface ZipMember {
  readonly name: string
  readonly compressedSize: number
  readonly size: number
  /** Inflates the member. @throws IntakeError DAMAGED, LimitError. */
  read(): Buffer
  /** The member as the archive holds it, to be kept that way: method 8 is deflate, 0 plain. @throws IntakeError DAMAGED. */
  packed(): PackedMember
}

export interface PackedMember {
  readonly method: 0 | 8
  readonly bytes: Buffer
}

/**
 * The members of a zip, without folders, in the order of its directory. They are inflated in place, for a feed has tens of
 * thousands of small ones.
 */
export function zipMembers(path: string, limits: Limits): Iterable<ZipMember> {
  return zipMembersIn(path, readWhole(path), limits)
}

/** Node reads 2 GiB at once, and no more. */
function readWhole(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'cannot be read'
    throw new IntakeError('UNREADABLE', `${path}: ${why}`, { cause })
  }
}

/** The same of a zip that is already in memory, such as one inside another. `path`: its name. */
export function* zipMembersIn(path: string, bytes: Buffer, limits: Limits): Iterable<ZipMember> {
  let total = 0
  for (const entry of readZipDirectory(path, bytes, limits)) {
    if (entry.fileName.endsWith('/')) continue
    total += entry.uncompressedSize
    if (total > limits.archiveBytes) {
      throw new LimitError('archiveBytes', `${path}: more than ${limits.archiveBytes} bytes`)
    }
    const name = `${path}!/${entry.fileName}`
    // members may lie upon each other, so that each by itself is packed no better than others
    guardPacking(path, bytes.byteLength, total, limits)
    guardMember(name, entry.uncompressedSize, limits)
    guardRatio(name, entry.compressedSize, entry.uncompressedSize, limits)
    yield {
      name: entry.fileName,
      compressedSize: entry.compressedSize,
      size: entry.uncompressedSize,
      read: () => inflate(name, bytes, entry),
      packed: () => packedMember(name, bytes, entry),
    }
  }
}

function inflate(name: string, bytes: Buffer, entry: ZipEntry): Buffer {
  const { method, bytes: data } = packedMember(name, bytes, entry)
  if (method === 0) return data
  try {
    // never more than the directory promised, so that a member cannot outgrow what the guards were told
    const size = entry.uncompressedSize
    const plain = inflateRawSync(data, {
      maxOutputLength: Math.max(1, size),
      // one buffer of about the right size; node's own would keep 16 kB for each small record
      chunkSize: Math.min(MOST_AT_ONCE, size + SLACK),
    })
    if (plain.byteLength !== entry.uncompressedSize) throw new Error('its size is not as promised')
    return plain
  } catch (error) {
    throw damaged(name, error)
  }
}

const MOST_AT_ONCE = 1024 * 1024
/** zlib asks for more room as long as it has filled what it has; and for no less than 64 bytes. */
const SLACK = 64

/** APPNOTE 4.3.7: the local header has 30 fixed bytes, then name and extra field, whose lengths it gives at 26 and 28. */
function packedMember(name: string, bytes: Buffer, entry: ZipEntry): PackedMember {
  try {
    const header = entry.localHeader
    if (header + 30 > bytes.length) throw new Error('a member is said to lie beyond the end')
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    if (start + entry.compressedSize > bytes.length) throw new Error('a member is cut off')
    const data = bytes.subarray(start, start + entry.compressedSize)
    const method = entry.compressionMethod
    if (entry.isEncrypted) throw new Error('it is encrypted')
    if (method === 0 && entry.compressedSize !== entry.uncompressedSize) {
      throw new Error('its size is not as promised')
    }
    if (method === 0 || method === 8) return { method, bytes: data }
    throw new Error(`compression method ${method} is not supported`)
  } catch (error) {
    throw damaged(name, error)
  }
}
