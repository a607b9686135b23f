// SPDX-License-Identifier: Apache-2.0

/** System V ABI (gABI), chapter 4 and 5, and the processor supplements. */
export const SHT = {
  PROGBITS: 1,
  SYMTAB: 2,
  STRTAB: 3,
  RELA: 4,
  DYNAMIC: 6,
  NOTE: 7,
  NOBITS: 8,
  REL: 9,
  DYNSYM: 11,
  GROUP: 17,
  SYMTAB_SHNDX: 18,
} as const

export const SHF = {
  WRITE: 0x1,
  ALLOC: 0x2,
  EXECINSTR: 0x4,
  GROUP: 0x200,
  TLS: 0x400,
  COMPRESSED: 0x800,
} as const

export const EM = {
  SPARC: 2,
  I386: 3,
  M68K: 4,
  MIPS: 8,
  SPARC32PLUS: 18,
  PPC: 20,
  PPC64: 21,
  S390: 22,
  ARM: 40,
  SH: 42,
  SPARCV9: 43,
  X86_64: 62,
  AVR: 83,
  OPENRISC: 92,
  ARC_COMPACT: 93,
  XTENSA: 94,
  MSP430: 105,
  NIOS2: 113,
  AARCH64: 183,
  MICROBLAZE: 189,
  ARC_COMPACT2: 195,
  RISCV: 243,
  LOONGARCH: 258,
} as const

/** Names as build systems and package archives write them. */
export const MACHINE_NAMES: ReadonlyMap<number, string> = new Map([
  [EM.SPARC, 'sparc'],
  [EM.I386, 'x86'],
  [EM.M68K, 'm68k'],
  [EM.MIPS, 'mips'],
  [EM.SPARC32PLUS, 'sparc'],
  [EM.PPC, 'powerpc'],
  [EM.PPC64, 'powerpc64'],
  [EM.S390, 's390'],
  [EM.ARM, 'arm'],
  [EM.SH, 'sh'],
  [EM.SPARCV9, 'sparc64'],
  [EM.X86_64, 'x86_64'],
  [EM.AVR, 'avr'],
  [EM.OPENRISC, 'openrisc'],
  [EM.ARC_COMPACT, 'arc'],
  [EM.XTENSA, 'xtensa'],
  [EM.MSP430, 'msp430'],
  [EM.NIOS2, 'nios2'],
  [EM.AARCH64, 'aarch64'],
  [EM.MICROBLAZE, 'microblaze'],
  [EM.ARC_COMPACT2, 'arc'],
  [EM.RISCV, 'riscv'],
  [EM.LOONGARCH, 'loongarch'],
])

export const ET_NAMES = ['none', 'relocatable', 'executable', 'shared', 'core'] as const
