// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, LimitError } from '@headwater/formats/source'
import { writeZip } from '@headwater/testing/archives'
import { IntakeError } from './error.ts'
import { readZipDirectory } from './zip-directory.ts'

const read = (bytes: Buffer, limits = DEFAULT_LIMITS) => readZipDirectory('a.zip', bytes, limits)

const TWO = [
  { name: 'one.json', bytes: Buffer.from('{"one": 1}') },
  { name: 'zwölf.json', bytes: Buffer.from('{}'), method: 0 as const },
]

/** The same archive with every size and place in 64-bit fields (APPNOTE 4.5.3, 4.3.14, 4.3.15). */
function widened(plain: Buffer): Buffer {
  const entries = read(plain)
  const end = plain.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  const offset = plain.readUInt32LE(end + 16)
  const directory: Buffer[] = []
  let at = offset
  for (const { uncompressedSize, compressedSize, localHeader } of entries) {
    const name = plain.readUInt16LE(at + 28)
    const head = Buffer.from(plain.subarray(at, at + 46 + name))
    for (const field of [20, 24, 42]) head.writeUInt32LE(0xffffffff, field)
    head.writeUInt16LE(28 + 6, 30)
    const extra = Buffer.alloc(34)
    // a field of somebody else's first
    extra.writeUInt16LE(0x7777, 0)
    extra.writeUInt16LE(2, 2)
    extra.writeUInt16LE(1, 6)
    extra.writeUInt16LE(24, 8)
    extra.writeBigUInt64LE(BigInt(uncompressedSize), 10)
    extra.writeBigUInt64LE(BigInt(compressedSize), 18)
    extra.writeBigUInt64LE(BigInt(localHeader), 26)
    directory.push(head, extra)
    at += 46 + name
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeBigUInt64LE(BigInt(entries.length), 24)
  end64.writeBigUInt64LE(BigInt(entries.length), 32)
  end64.writeBigUInt64LE(BigInt(size), 40)
  end64.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  const tail = Buffer.from(plain.subarray(end))
  for (const field of [8, 10]) tail.writeUInt16LE(0xffff, field)
  for (const field of [12, 16]) tail.writeUInt32LE(0xffffffff, field)
  return Buffer.concat([plain.subarray(0, offset), ...directory, end64, locator, tail])
}

describe('the directory of a zip', () => {
  it('lists the members with their sizes and places', () => {
    const entries = read(writeZip(TWO))
    expect(entries.map(({ fileName }) => fileName)).toEqual(['one.json', 'zwölf.json'])
    expect(entries.map(({ compressionMethod }) => compressionMethod)).toEqual([8, 0])
    expect(entries.map(({ uncompressedSize }) => uncompressedSize)).toEqual([10, 2])
    expect(entries[0]).toMatchObject({ localHeader: 0, isEncrypted: false })
    expect(read(writeZip([]))).toEqual([])
  })

  it('is found behind a comment, also one that holds an end record', () => {
    const comment = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(30, 'x')])
    expect(read(writeZip(TWO, { comment }))).toHaveLength(2)
  })

  it('is read in the 64-bit form of large archives', () => {
    const plain = writeZip(TWO)
    expect(read(widened(plain))).toEqual(read(plain))
  })

  it('is refused where it is cut off, or leads beyond the end', () => {
    const plain = writeZip(TWO)
    const wide = widened(plain)
    for (const bytes of [plain, wide]) {
      for (let length = 0; length < bytes.length; length++) {
        expect(() => read(Buffer.from(bytes.subarray(0, length)))).toThrow(IntakeError)
      }
    }
    for (const lies of [{ entries: 3 }, { directoryOffset: 0xfffffff0 }, { directoryOffset: 5 }]) {
      expect(() => read(writeZip(TWO, lies))).toThrow(IntakeError)
    }
  })

  it('throws nothing else, whichever byte is changed', () => {
    for (const bytes of [writeZip(TWO), widened(writeZip(TWO))]) {
      for (let at = 0; at < bytes.length; at++) {
        for (const mask of [0x01, 0xff]) {
          const changed = Buffer.from(bytes)
          changed[at] = bytes.readUInt8(at) ^ mask
          try {
            read(changed)
          } catch (error) {
            if (!(error instanceof IntakeError || error instanceof LimitError)) throw error
          }
        }
      }
    }
  })

  it('may not list more members than the limit', () => {
    const limits = { ...DEFAULT_LIMITS, archiveEntries: 1 }
    expect(() => read(writeZip(TWO), limits)).toThrow(LimitError)
  })
})
