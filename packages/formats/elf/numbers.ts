// SPDX-License-Identifier: Apache-2.0
import { viewOf } from './access.ts'

/** Reads the numbers of one ELF's class and byte order. */
export interface NumberReader {
  readonly bits: 32 | 64
  u16(at: number): number
  u32(at: number): number
  /** Elf32_Addr, Elf64_Addr and their like. */
  word(at: number): bigint
}

export function readerOf(bytes: Uint8Array, bits: 32 | 64, littleEndian: boolean): NumberReader {
  const view = viewOf(bytes)
  return {
    bits,
    u16: (at) => view.getUint16(at, littleEndian),
    u32: (at) => view.getUint32(at, littleEndian),
    word:
      bits === 64
        ? (at) => view.getBigUint64(at, littleEndian)
        : (at) => BigInt(view.getUint32(at, littleEndian)),
  }
}

/**
 * A 64-bit address as a number, signed and counted from `baseHigh` (the upper half of {@link Elf.addressBase}), without a
 * detour over bigint: this runs for each symbol and each line of a line table.
 */
export function signedWord(high: number, low: number, baseHigh: number): number {
  return ((high - baseHigh) | 0) * 0x100000000 + low
}
