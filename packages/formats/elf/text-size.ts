// SPDX-License-Identifier: Apache-2.0
import { SHF, SHT } from './constants.ts'
import type { Elf, Section } from './elf.ts'

/** Bytes of machine code: of all sections that are loaded and executed. 0 for an object that was compiled empty. */
export function textSize(elf: Elf): number {
  let total = 0
  for (const section of elf.sections) if (isText(section)) total += section.size
  return total
}

/** A section of code with bytes in the file. */
export function isText(section: Section): boolean {
  const wanted = SHF.ALLOC | SHF.EXECINSTR
  return (section.flags & wanted) === wanted && section.type !== SHT.NOBITS
}
