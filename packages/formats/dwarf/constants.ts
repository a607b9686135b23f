// SPDX-License-Identifier: Apache-2.0

/** DWARF 5, section 7.5.3; the tags that we look at. */
export const TAG = {
  ARRAY_TYPE: 0x01,
  ENUMERATION_TYPE: 0x04,
  COMPILE_UNIT: 0x11,
  STRUCTURE_TYPE: 0x13,
  SUBROUTINE_TYPE: 0x15,
  UNION_TYPE: 0x17,
  INLINED_SUBROUTINE: 0x1d,
  SUBPROGRAM: 0x2e,
  PARTIAL_UNIT: 0x3c,
  IMPORTED_UNIT: 0x3d,
  TYPE_UNIT: 0x41,
  SKELETON_UNIT: 0x4a,
} as const

/** DWARF 5, section 7.5.6, and the GNU forms of `dwz` and of split DWARF 4. */
export const FORM = {
  ADDR: 0x01,
  BLOCK2: 0x03,
  BLOCK4: 0x04,
  DATA2: 0x05,
  DATA4: 0x06,
  DATA8: 0x07,
  STRING: 0x08,
  BLOCK: 0x09,
  BLOCK1: 0x0a,
  DATA1: 0x0b,
  FLAG: 0x0c,
  SDATA: 0x0d,
  STRP: 0x0e,
  UDATA: 0x0f,
  REF_ADDR: 0x10,
  REF1: 0x11,
  REF2: 0x12,
  REF4: 0x13,
  REF8: 0x14,
  REF_UDATA: 0x15,
  INDIRECT: 0x16,
  SEC_OFFSET: 0x17,
  EXPRLOC: 0x18,
  FLAG_PRESENT: 0x19,
  STRX: 0x1a,
  ADDRX: 0x1b,
  REF_SUP4: 0x1c,
  STRP_SUP: 0x1d,
  DATA16: 0x1e,
  LINE_STRP: 0x1f,
  REF_SIG8: 0x20,
  IMPLICIT_CONST: 0x21,
  LOCLISTX: 0x22,
  RNGLISTX: 0x23,
  REF_SUP8: 0x24,
  STRX1: 0x25,
  STRX2: 0x26,
  STRX3: 0x27,
  STRX4: 0x28,
  ADDRX1: 0x29,
  ADDRX2: 0x2a,
  ADDRX3: 0x2b,
  ADDRX4: 0x2c,
  GNU_ADDR_INDEX: 0x1f01,
  GNU_STR_INDEX: 0x1f02,
  GNU_REF_ALT: 0x1f20,
  GNU_STRP_ALT: 0x1f21,
} as const

/** DWARF 5, section 7.5.1: unit types. */
export const UT = {
  COMPILE: 1,
  TYPE: 2,
  PARTIAL: 3,
  SKELETON: 4,
  SPLIT_COMPILE: 5,
  SPLIT_TYPE: 6,
} as const

/** DWARF 5, section 7.12; `0x8001` is what assemblers write. */
export const LANGUAGE = { MIPS_ASSEMBLER: 0x8001, ASSEMBLY: 0x31 } as const

/** Languages in which no function is defined within a type (C89, C, C99, C11, C17 and assembly). */
export const LANGUAGES_WITHOUT_METHODS: ReadonlySet<number> = new Set([
  0x01, 0x02, 0x0c, 0x1d, 0x2c, 0x31, 0x8001,
])

/**
 * The attributes that are read, each with the slot that its value is put into; DWARF 5, section 7.5.4. Vendors' forerunners
 * share the slot of what became the standard.
 */
export const SLOT = {
  SIBLING: 0,
  NAME: 1,
  STMT_LIST: 2,
  LOW_PC: 3,
  HIGH_PC: 4,
  LANGUAGE: 5,
  COMP_DIR: 6,
  INLINE: 7,
  PRODUCER: 8,
  ABSTRACT_ORIGIN: 9,
  DECL_FILE: 10,
  DECL_LINE: 11,
  DECLARATION: 12,
  EXTERNAL: 13,
  SPECIFICATION: 14,
  ENTRY_PC: 15,
  RANGES: 16,
  LINKAGE_NAME: 17,
  STR_OFFSETS_BASE: 18,
  ADDR_BASE: 19,
  RNGLISTS_BASE: 20,
  DWO_NAME: 21,
  IMPORT: 22,
  ARTIFICIAL: 23,
  COUNT: 24,
} as const

export const SLOT_OF_ATTRIBUTE: ReadonlyMap<number, number> = new Map([
  [0x01, SLOT.SIBLING],
  [0x03, SLOT.NAME],
  [0x10, SLOT.STMT_LIST],
  [0x11, SLOT.LOW_PC],
  [0x12, SLOT.HIGH_PC],
  [0x13, SLOT.LANGUAGE],
  [0x18, SLOT.IMPORT],
  [0x1b, SLOT.COMP_DIR],
  [0x20, SLOT.INLINE],
  [0x25, SLOT.PRODUCER],
  [0x31, SLOT.ABSTRACT_ORIGIN],
  [0x34, SLOT.ARTIFICIAL],
  [0x3a, SLOT.DECL_FILE],
  [0x3b, SLOT.DECL_LINE],
  [0x3c, SLOT.DECLARATION],
  [0x3f, SLOT.EXTERNAL],
  [0x47, SLOT.SPECIFICATION],
  [0x52, SLOT.ENTRY_PC],
  [0x55, SLOT.RANGES],
  [0x6e, SLOT.LINKAGE_NAME],
  [0x72, SLOT.STR_OFFSETS_BASE],
  [0x73, SLOT.ADDR_BASE],
  [0x74, SLOT.RNGLISTS_BASE],
  [0x76, SLOT.DWO_NAME],
  // DW_AT_MIPS_linkage_name
  [0x2007, SLOT.LINKAGE_NAME],
  // DW_AT_GNU_dwo_name, DW_AT_GNU_ranges_base, DW_AT_GNU_addr_base
  [0x2130, SLOT.DWO_NAME],
  [0x2132, SLOT.RNGLISTS_BASE],
  [0x2133, SLOT.ADDR_BASE],
])
