// SPDX-License-Identifier: Apache-2.0
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipMember {
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  readonly method?: 0 | 8
}

/** What the archive says of itself that is not so. */
export interface ZipLies {
  readonly size?: number
  readonly compressedSize?: number
  readonly method?: number
  readonly flags?: number
  readonly localOffset?: number
  readonly entries?: number
  readonly directoryOffset?: number
  readonly comment?: Uint8Array
  /** All members share the data of the first. */
  readonly overlapping?: boolean
}

/** A zip (APPNOTE 6.3.10, 4.3), honest but for the lies. */
export function writeZip(members: readonly ZipMember[], lies: ZipLies = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  let firstOffset: number | undefined
  for (const { name, bytes, method = 8 } of members) {
    const data = method === 8 ? deflateRawSync(bytes, { level: 1 }) : Buffer.from(bytes)
    const encoded = typeof name === 'string' ? Buffer.from(name) : Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(lies.flags ?? 0x800, 2)
    common.writeUInt16LE(lies.method ?? method, 4)
    common.writeUInt32LE(checksum(bytes), 10)
    common.writeUInt32LE(lies.compressedSize ?? data.length, 14)
    common.writeUInt32LE(lies.size ?? bytes.byteLength, 18)
    common.writeUInt16LE(encoded.length, 22)
    const isShared = lies.overlapping === true && firstOffset !== undefined
    const at = isShared ? (firstOffset ?? 0) : offset
    firstOffset ??= offset
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(lies.localOffset ?? at, 10)
    directory.push(Buffer.from('504b01021400', 'hex'), common, entry, encoded)
    if (isShared) continue
    parts.push(Buffer.from('504b0304', 'hex'), common, encoded, data)
    offset += 30 + encoded.length + data.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE((lies.entries ?? members.length) & 0xffff, 8)
  end.writeUInt16LE((lies.entries ?? members.length) & 0xffff, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(lies.directoryOffset ?? offset, 16)
  end.writeUInt16LE(lies.comment?.length ?? 0, 20)
  return Buffer.concat([...parts, listed, end, lies.comment ?? Buffer.alloc(0)])
}

/** Node's own came with 20.15 and 22.2. */
function checksum(bytes: Uint8Array): number {
  return crc32(bytes)
}
