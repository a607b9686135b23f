// SPDX-License-Identifier: Apache-2.0
import * as zlib from 'node:zlib'
import { decompress as decompressWithFzstd } from 'fzstd'
import { DEFAULT_LIMITS } from '../source/index.ts'
import { binaryFault, viewOf } from './access.ts'
import type { Elf } from './elf.ts'

/** gABI: Elf32_Chdr and Elf64_Chdr. */
const COMPRESSION = { ZLIB: 1, ZSTD: 2 } as const

/** @throws FormatError where the bytes are not what their header says. */
export function decompressSection(
  elf: Pick<Elf, 'name' | 'bits' | 'littleEndian'>,
  section: string,
  bytes: Uint8Array,
): Uint8Array {
  const headerSize = elf.bits === 64 ? 24 : 12
  if (bytes.length < headerSize) throw truncated(elf.name, section)
  const view = viewOf(bytes)
  const type = view.getUint32(0, elf.littleEndian)
  const size =
    elf.bits === 64
      ? Number(view.getBigUint64(8, elf.littleEndian))
      : view.getUint32(4, elf.littleEndian)
  return inflate(elf.name, section, type, bytes.subarray(headerSize), size)
}

/** The form before SHF_COMPRESSED: "ZLIB", eight bytes of size in big endian, the stream; of sections `.zdebug_*`. */
export function decompressOldSection(name: string, section: string, bytes: Uint8Array): Uint8Array {
  const magic = [0x5a, 0x4c, 0x49, 0x42]
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) return bytes
  const size = Number(viewOf(bytes).getBigUint64(4, false))
  return inflate(name, section, COMPRESSION.ZLIB, bytes.subarray(12), size)
}

function inflate(
  name: string,
  section: string,
  type: number,
  stream: Uint8Array,
  size: number,
): Uint8Array {
  if (type !== COMPRESSION.ZLIB && type !== COMPRESSION.ZSTD) {
    throw binaryFault(
      name,
      `section ${section} is compressed in a way that we do not know (${type})`,
    )
  }
  const most = Math.min(
    DEFAULT_LIMITS.memberBytes,
    Math.max(64 * 1024 ** 2, stream.length * DEFAULT_LIMITS.decompressionRatio),
  )
  if (size > most) {
    throw binaryFault(
      name,
      `section ${section} says it is ${size} bytes when decompressed; at most ${most} are taken`,
      'LIMIT',
    )
  }
  let bytes: Uint8Array
  try {
    bytes =
      type === COMPRESSION.ZLIB
        ? zlib.inflateSync(stream, {
            maxOutputLength: Math.max(1, size),
            // all in one piece: with smaller ones both the pieces and the whole are in memory in the end
            chunkSize: Math.max(64, size + 1),
          })
        : decompressZstd(stream, size)
  } catch (cause) {
    throw binaryFault(
      name,
      `section ${section} cannot be decompressed: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
  if (bytes.length !== size) throw truncated(name, section)
  return bytes
}

/** Node has Zstandard since 22.15. */
function decompressZstd(stream: Uint8Array, size: number): Uint8Array {
  const native = (
    zlib as unknown as {
      zstdDecompressSync?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array
    }
  ).zstdDecompressSync
  if (native) return native(stream, { maxOutputLength: Math.max(1, size) })
  return decompressWithFzstd(stream, new Uint8Array(size))
}

function truncated(name: string, section: string) {
  return binaryFault(name, `section ${section} is not as long as its compression header says`)
}
