// SPDX-License-Identifier: Apache-2.0
import { LimitError, type Limits } from '@headwater/formats/source'
import { damaged } from './source.ts'

/** A member as the directory at the end of a zip lists it. */
export interface ZipEntry {
  readonly fileName: string
  readonly compressionMethod: number
  readonly isEncrypted: boolean
  readonly compressedSize: number
  readonly uncompressedSize: number
  readonly localHeader: number
}

/**
 * Reads the directory of a zip that is in memory (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16), with the 64-bit fields of large
 * ones. A feed has tens of thousands of members, so that this runs in one go; libraries go back to the event loop for each,
 * which takes a fifth of the time of a whole check.
 * @throws IntakeError DAMAGED, LimitError archiveEntries.
 */
export function readZipDirectory(path: string, bytes: Buffer, limits: Limits): readonly ZipEntry[] {
  try {
    const { entries: count, offset } = findDirectory(bytes)
    if (count > limits.archiveEntries) throw tooMany(path, limits)
    const entries: ZipEntry[] = []
    for (let at = offset; entries.length < count;) {
      const [entry, next] = readEntry(bytes, at)
      entries.push(entry)
      at = next
    }
    return entries
  } catch (error) {
    if (error instanceof LimitError) throw error
    throw damaged(path, error)
  }
}

function tooMany(path: string, { archiveEntries }: Limits): LimitError {
  return new LimitError('archiveEntries', `${path}: more than ${archiveEntries} members`)
}

const END = 0x06054b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR_64 = 0x07064b50
const LOCATOR_64_BYTES = 20
const END_64 = 0x06064b50
const END_64_BYTES = 56

interface Directory {
  readonly entries: number
  readonly offset: number
}

/** The end record stands last, but for a comment; the one whose comment fills the rest is meant. */
function findDirectory(bytes: Buffer): Directory {
  const first = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT)
  for (let at = bytes.length - END_BYTES; at >= first; at--) {
    if (bytes.readUInt32LE(at) !== END) continue
    if (at + END_BYTES + bytes.readUInt16LE(at + 20) !== bytes.length) continue
    return directoryAt(bytes, at)
  }
  throw new Error('it has no end record, as every zip must')
}

function directoryAt(bytes: Buffer, end: number): Directory {
  const directory = { entries: bytes.readUInt16LE(end + 10), offset: bytes.readUInt32LE(end + 16) }
  const disk = bytes.readUInt16LE(end + 4)
  const locator = end - LOCATOR_64_BYTES
  const is64 = locator >= 0 && bytes.readUInt32LE(locator) === LOCATOR_64
  if (is64) return directory64At(bytes, safe(bytes.readBigUInt64LE(locator + 8)))
  if (disk !== 0 && disk !== 0xffff) throw new Error('it is one of several disks')
  return directory
}

function directory64At(bytes: Buffer, end: number): Directory {
  if (end + END_64_BYTES > bytes.length || bytes.readUInt32LE(end) !== END_64) {
    throw new Error('its 64-bit end record is not where it should be')
  }
  if (bytes.readUInt32LE(end + 16) !== 0) throw new Error('it is one of several disks')
  return {
    entries: safe(bytes.readBigUInt64LE(end + 32)),
    offset: safe(bytes.readBigUInt64LE(end + 48)),
  }
}

const ENTRY = 0x02014b50
const ENTRY_BYTES = 46
const ENCRYPTED = 1
const UTF8 = 1 << 11

/** Reading beyond the end throws a RangeError of its own. */
function readEntry(bytes: Buffer, at: number): readonly [ZipEntry, number] {
  if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('its directory is damaged')
  const flags = bytes.readUInt16LE(at + 8)
  const name = at + ENTRY_BYTES
  const extra = name + bytes.readUInt16LE(at + 28)
  const comment = extra + bytes.readUInt16LE(at + 30)
  const next = comment + bytes.readUInt16LE(at + 32)
  if (next > bytes.length) throw new Error('its directory is cut off')
  const plain: Sizes = {
    uncompressedSize: bytes.readUInt32LE(at + 24),
    compressedSize: bytes.readUInt32LE(at + 20),
    localHeader: bytes.readUInt32LE(at + 42),
  }
  const entry: ZipEntry = {
    // names in the old code page differ from Latin-1 in their accents, and only messages show them
    fileName: bytes.toString((flags & UTF8) === 0 ? 'latin1' : 'utf8', name, extra),
    compressionMethod: bytes.readUInt16LE(at + 10),
    isEncrypted: (flags & ENCRYPTED) !== 0,
    ...(hasLarge(plain) ? sizes64(bytes.subarray(extra, comment), plain) : plain),
  }
  return [entry, next]
}

interface Sizes {
  readonly uncompressedSize: number
  readonly compressedSize: number
  readonly localHeader: number
}

const TOO_LARGE = 0xffffffff

function hasLarge({ uncompressedSize, compressedSize, localHeader }: Sizes): boolean {
  return uncompressedSize === TOO_LARGE || compressedSize === TOO_LARGE || localHeader === TOO_LARGE
}

const EXTRA_64 = 1

/** Section 4.5.3: those of the three that did not fit, in this order. */
function sizes64(extra: Buffer, plain: Sizes): Sizes {
  let field = extraField(extra, EXTRA_64)
  const large = (size: number): number => {
    if (size !== TOO_LARGE) return size
    const value = safe(field.readBigUInt64LE(0))
    field = field.subarray(8)
    return value
  }
  return {
    uncompressedSize: large(plain.uncompressedSize),
    compressedSize: large(plain.compressedSize),
    localHeader: large(plain.localHeader),
  }
}

function extraField(extra: Buffer, wanted: number): Buffer {
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === wanted) return extra.subarray(at + 4, end)
    at = end
  }
  throw new Error('a member does not say how large it is')
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error('it has a size beyond all measure')
  return Number(value)
}
