// SPDX-License-Identifier: Apache-2.0
import { SHF } from '../elf/constants.ts'
import type { Elf } from '../elf/elf.ts'
import { layoutOf } from '../elf/relocations.ts'

/** The loaded parts of an image, sorted by address and not overlapping in what is asked of them. */
export interface Memory {
  readonly regions: readonly Region[]
  /**
   * Whether something at these addresses is in the image. `uncertain`: it claims address 0 (or 1), which linkers write in
   * place of what they dropped, and the image has code there.
   */
  liveness(start: number, fromZero: boolean): Liveness
}

type Liveness = 'live' | 'dead' | 'uncertain'

interface Region {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isCode: boolean
  /** Index into {@link Elf.sections}; absent where segments had to do. */
  readonly section?: number
}

export function memoryOf(image: Elf, addressBits: 32 | 64 = image.bits): Memory {
  const regions = regionsOf(image).sort((a, b) => a.start - b.start)
  const starts = Float64Array.from(regions, ({ start }) => start)
  // lld writes -1, and -2 in .debug_ranges, for what it dropped
  const allOnes =
    addressBits === 64 ? Number(BigInt.asIntN(64, -1n - image.addressBase)) : 0xffffffff
  let last: Region | undefined
  const regionAt = (address: number): Region | undefined => {
    if (last !== undefined && address >= last.start && address < last.end) return last
    // sections may overlap in hostile files and in overlays: look at some before the nearest too
    const index = lastAtOrBelow(starts, address)
    for (let i = index; i >= 0 && i > index - 8; i--) {
      const region = regions[i]
      if (region !== undefined && address < region.end) return (last = region)
    }
    return undefined
  }
  return {
    regions,
    liveness(start, fromZero) {
      if (start === allOnes || start === allOnes - 1) return 'dead'
      const region = regionAt(start)
      if (region === undefined) return 'dead'
      const asDropped = fromZero || start === 0 || start === 1
      // data at address 0 is no reason to doubt: code is not there
      if (!region.isCode) return asDropped ? 'dead' : 'live'
      return asDropped ? 'uncertain' : 'live'
    },
  }
}

function regionsOf(image: Elf): Region[] {
  const layout = layoutOf(image)
  const loaded = image.sections.filter(
    ({ flags, size }) => (flags & (SHF.ALLOC | SHF.TLS)) === SHF.ALLOC && size > 0,
  )
  if (loaded.length > 0) {
    // SHT_NOBITS counts: in a separate debug file all sections are that
    return loaded.map((section) => {
      const start = layout[section.index] ?? 0
      return {
        name: section.name,
        start,
        end: start + section.size,
        isCode: (section.flags & SHF.EXECINSTR) !== 0,
        section: section.index,
      }
    })
  }
  const PT_LOAD = 1
  const PF_X = 1
  return image.segments
    .filter(({ type, memorySize }) => type === PT_LOAD && memorySize > 0)
    .map(({ address, memorySize, flags }, index) => ({
      name: `segment ${index}`,
      start: address,
      end: address + memorySize,
      isCode: (flags & PF_X) !== 0,
    }))
}

/** Index of the last number that is not larger, in a sorted array; -1 if there is none. */
export function lastAtOrBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle - 1
  }
  return high
}
