// SPDX-License-Identifier: Apache-2.0
import { FORM } from './constants.ts'

/** What of a unit's header decides how long forms are. */
export interface FormSizes {
  readonly version: number
  readonly addressSize: number
  readonly offsetSize: 4 | 8
}

/** How to pass over a form whose length stands in its bytes. */
export const SKIP = {
  ULEB: -1,
  STRING: -2,
  BLOCK1: -3,
  BLOCK2: -4,
  BLOCK4: -5,
  BLOCK: -6,
  INDIRECT: -7,
  UNKNOWN: -8,
} as const

/** Bytes of a form (DWARF 5, section 7.5.6), or one of {@link SKIP}. */
export function sizeOfForm(form: number, sizes: FormSizes): number {
  const size = SIZES.get(form)
  if (size !== undefined) return size
  switch (form) {
    case FORM.ADDR:
      return sizes.addressSize
    case FORM.REF_ADDR:
      // DWARF 2 wrote it as an address
      return sizes.version <= 2 ? sizes.addressSize : sizes.offsetSize
    case FORM.STRP:
    case FORM.LINE_STRP:
    case FORM.SEC_OFFSET:
    case FORM.STRP_SUP:
    case FORM.GNU_REF_ALT:
    case FORM.GNU_STRP_ALT:
      return sizes.offsetSize
    default:
      return SKIP.UNKNOWN
  }
}

const SIZES: ReadonlyMap<number, number> = new Map([
  [FORM.DATA1, 1],
  [FORM.DATA2, 2],
  [FORM.DATA4, 4],
  [FORM.DATA8, 8],
  [FORM.DATA16, 16],
  [FORM.FLAG, 1],
  [FORM.FLAG_PRESENT, 0],
  [FORM.IMPLICIT_CONST, 0],
  [FORM.REF1, 1],
  [FORM.REF2, 2],
  [FORM.REF4, 4],
  [FORM.REF8, 8],
  [FORM.REF_SIG8, 8],
  [FORM.REF_SUP4, 4],
  [FORM.REF_SUP8, 8],
  [FORM.STRX1, 1],
  [FORM.STRX2, 2],
  [FORM.STRX3, 3],
  [FORM.STRX4, 4],
  [FORM.ADDRX1, 1],
  [FORM.ADDRX2, 2],
  [FORM.ADDRX3, 3],
  [FORM.ADDRX4, 4],
  [FORM.STRING, SKIP.STRING],
  [FORM.BLOCK1, SKIP.BLOCK1],
  [FORM.BLOCK2, SKIP.BLOCK2],
  [FORM.BLOCK4, SKIP.BLOCK4],
  [FORM.BLOCK, SKIP.BLOCK],
  [FORM.EXPRLOC, SKIP.BLOCK],
  [FORM.INDIRECT, SKIP.INDIRECT],
  [FORM.SDATA, SKIP.ULEB],
  [FORM.UDATA, SKIP.ULEB],
  [FORM.REF_UDATA, SKIP.ULEB],
  [FORM.STRX, SKIP.ULEB],
  [FORM.ADDRX, SKIP.ULEB],
  [FORM.LOCLISTX, SKIP.ULEB],
  [FORM.RNGLISTX, SKIP.ULEB],
  [FORM.GNU_ADDR_INDEX, SKIP.ULEB],
  [FORM.GNU_STR_INDEX, SKIP.ULEB],
])
