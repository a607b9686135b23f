// SPDX-License-Identifier: Apache-2.0
import type { Unit } from './units.ts'

/** Compiled for link-time optimization. */
export function isLto({ root }: Unit): boolean {
  return root.name === '<artificial>' || /(?:^|\s)-flto\b|GIMPLE/.test(root.producer ?? '')
}

/** Any compiler but GCC: what they tell of inlined functions nobody promises. Assemblers inline nothing. */
export function isForgetful({ root }: Unit): boolean {
  return root.language !== MIPS_ASSEMBLER && !/^GNU |GIMPLE/.test(root.producer ?? '')
}

/** DW_LANG_Mips_Assembler stands for all assemblers. */
const MIPS_ASSEMBLER = 0x8001
