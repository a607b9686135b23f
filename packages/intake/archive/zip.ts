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
}

/**
 * The members of a zip, without folders, in the order of its directory. The directory is read by yauzl, which checks it;
 * members are inflated in place from the mapped file, for a feed has tens of thousands of small ones.
 */
export async function* zipMembers(path: string, limits: Limits): AsyncIterable<ZipMember> {
  const bytes = readFileSync(path)
  let total = 0
  let count = 0
  for (const entry of await readDirectory(path, bytes)) {
    if (++count > limits.archiveEntries) {
      throw new LimitError('archiveEntries', `${path}: more than ${limits.archiveEntries} members`)
    }
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
    }
  }
}

async function readDirectory(path: string, bytes: Buffer): Promise<readonly yauzl.Entry[]> {
  try {
    const zip = await yauzl.fromBufferPromise(bytes, {
      lazyEntries: true,
      validateEntrySizes: true,
    })
    const entries: yauzl.Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    return entries
  } catch (error) {
    throw damaged(path, error)
  }
}

/** APPNOTE 4.3.7: the local header has 30 fixed bytes, then name and extra field, whose lengths it gives at 26 and 28. */
function inflate(name: string, bytes: Buffer, entry: yauzl.Entry): Buffer {
  try {
    const header = entry.relativeOffsetOfLocalHeader
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const data = bytes.subarray(start, start + entry.compressedSize)
    if (entry.compressionMethod === 0) return data
    if (entry.compressionMethod !== 8) {
      throw new Error(`compression method ${entry.compressionMethod} is not supported`)
    }
    // never more than the directory promised, so that a member cannot outgrow what the guards were told
    const plain = inflateRawSync(data, { maxOutputLength: Math.max(1, entry.uncompressedSize) })
    if (plain.byteLength !== entry.uncompressedSize) throw new Error('its size is not as promised')
    return plain
  } catch (error) {
    throw damaged(name, error)
  }
}
