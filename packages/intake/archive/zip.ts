// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import yauzl from 'yauzl'
import { LimitError, type Limits } from '@headwater/formats/source'
import { damaged, guardRatio } from './source.ts'

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
 * The members of a zip, without folders, in the order of its directory. The directory is read by yauzl, which checks it;
 * members are inflated in place from the mapped file, for a feed has tens of thousands of small ones.
 */
export async function* zipMembers(path: string, limits: Limits): AsyncIterable<ZipMember> {
  yield* zipMembersIn(path, readFileSync(path), limits)
}

/** The same of a zip that is already in memory, such as one inside another. `path`: its name. */
export async function* zipMembersIn(
  path: string,
  bytes: Buffer,
  limits: Limits,
): AsyncIterable<ZipMember> {
  let total = 0
  for (const entry of await readDirectory(path, bytes, limits)) {
    if (entry.fileName.endsWith('/')) continue
    total += entry.uncompressedSize
    if (total > limits.archiveBytes) {
      throw new LimitError('archiveBytes', `${path}: more than ${limits.archiveBytes} bytes`)
    }
    const name = `${path}!/${entry.fileName}`
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

/** By events: yauzl's own iterator takes three times as long for ten thousand members. */
function readDirectory(
  path: string,
  bytes: Buffer,
  limits: Limits,
): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = []
    yauzl.fromBuffer(bytes, { validateEntrySizes: true }, (error, zip) => {
      if (error !== null) {
        reject(damaged(path, error))
        return
      }
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entries.push(entry) <= limits.archiveEntries) return
        zip.close()
        reject(
          new LimitError('archiveEntries', `${path}: more than ${limits.archiveEntries} members`),
        )
      })
      zip.on('error', (cause: unknown) => reject(damaged(path, cause)))
      zip.on('end', () => resolve(entries))
    })
  })
}

function inflate(name: string, bytes: Buffer, entry: yauzl.Entry): Buffer {
  const { method, bytes: data } = packedMember(name, bytes, entry)
  if (method === 0) return data
  try {
    // never more than the directory promised, so that a member cannot outgrow what the guards were told
    const plain = inflateRawSync(data, { maxOutputLength: Math.max(1, entry.uncompressedSize) })
    if (plain.byteLength !== entry.uncompressedSize) throw new Error('its size is not as promised')
    return plain
  } catch (error) {
    throw damaged(name, error)
  }
}

/** APPNOTE 4.3.7: the local header has 30 fixed bytes, then name and extra field, whose lengths it gives at 26 and 28. */
function packedMember(name: string, bytes: Buffer, entry: yauzl.Entry): PackedMember {
  try {
    const header = entry.relativeOffsetOfLocalHeader
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const data = bytes.subarray(start, start + entry.compressedSize)
    const method = entry.compressionMethod
    if (method === 0 || method === 8) return { method, bytes: data }
    throw new Error(`compression method ${method} is not supported`)
  } catch (error) {
    throw damaged(name, error)
  }
}
