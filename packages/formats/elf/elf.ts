// SPDX-License-Identifier: Apache-2.0
import type { RandomAccess } from './access.ts'

/** An ELF file: its headers, and ways to the bytes of its sections. */
export interface Elf {
  /** As messages call it. */
  readonly name: string
  readonly bits: 32 | 64
  readonly littleEndian: boolean
  readonly kind: ElfKind
  /** `e_machine`, and its usual name (`machine N` if we have none). */
  readonly machine: number
  readonly machineName: string
  /** `e_flags`, processor-specific. */
  readonly flags: number
  readonly entry: number
  /**
   * What was subtracted from each address: 0, but for images at addresses that a JavaScript number cannot hold exactly
   * (64-bit PowerPC kernels). {@link formatAddress} gives an address back as it is in the file.
   */
  readonly addressBase: bigint
  readonly sections: readonly Section[]
  readonly segments: readonly Segment[]
  readonly file: RandomAccess
}

export type ElfKind = 'none' | 'relocatable' | 'executable' | 'shared' | 'core' | 'other'

export interface Section {
  readonly index: number
  readonly name: string
  /** `sh_type` and `sh_flags` as numbers; `SHT` and `SHF` name the usual ones. */
  readonly type: number
  readonly flags: number
  /**
   * Where it lies in memory. 64-bit addresses are signed (the kernel's are negative), so that they are exact numbers.
   */
  readonly address: number
  readonly offset: number
  /** Bytes as stored, which of a compressed section is less than what {@link Section.data} gives. */
  readonly size: number
  readonly link: number
  readonly info: number
  readonly align: number
  readonly entrySize: number
  /**
   * The section's bytes, decompressed (SHF_COMPRESSED, and the older `.zdebug_*`). Not kept: each call reads anew. Empty
   * for SHT_NOBITS. Relocations are not applied.
   * @throws FormatError where the section lies outside the file or cannot be decompressed.
   */
  data(): Uint8Array
}

export interface Segment {
  readonly type: number
  readonly flags: number
  readonly offset: number
  readonly address: number
  readonly fileSize: number
  readonly memorySize: number
}

/** An address as tools print it: unsigned hexadecimal. */
export function formatAddress(elf: Pick<Elf, 'bits' | 'addressBase'>, address: number): string {
  return `0x${BigInt.asUintN(elf.bits, BigInt(Math.trunc(address)) + elf.addressBase).toString(16)}`
}
