// SPDX-License-Identifier: Apache-2.0
import { textAt } from './access.ts'
import { SHT } from './constants.ts'
import type { Elf } from './elf.ts'
import { readerOf } from './numbers.ts'

/** What the dynamic linker is told. */
export interface Dynamic {
  /** DT_NEEDED: sonames of shared libraries, in the file's order. */
  readonly needed: readonly string[]
  readonly soname?: string
  /** DT_RPATH and DT_RUNPATH, split at colons, `$ORIGIN` not resolved. */
  readonly searchPaths: readonly string[]
  /** The dynamic linker itself (PT_INTERP). */
  readonly interpreter?: string
}

/** System V ABI, chapter 5, "Dynamic Section". A statically linked file has none of it. */
export function dynamicOf(elf: Elf): Dynamic {
  const PT_INTERP = 3
  const segment = elf.segments.find(({ type }) => type === PT_INTERP)
  const interpreter = segment && textAt(elf.file.read(segment.offset, segment.fileSize), 0, 4096)
  const entries = dynamicEntries(elf)
  const texts = (tag: number) =>
    entries.filter((entry) => entry.tag === tag).map(({ text }) => text)
  const soname = texts(DT.SONAME)[0]
  return {
    needed: texts(DT.NEEDED),
    ...(soname !== undefined && { soname }),
    searchPaths: [...texts(DT.RPATH), ...texts(DT.RUNPATH)].flatMap((paths) => paths.split(':')),
    ...(interpreter && { interpreter }),
  }
}

const DT = { NEEDED: 1, SONAME: 14, RPATH: 15, RUNPATH: 29 } as const
const NAMED: ReadonlySet<number> = new Set(Object.values(DT))

function dynamicEntries(elf: Elf): { readonly tag: number; readonly text: string }[] {
  const section = elf.sections.find(({ type }) => type === SHT.DYNAMIC)
  if (section === undefined) return []
  const names = elf.sections[section.link]?.data() ?? new Uint8Array()
  const bytes = section.data()
  const reader = readerOf(bytes, elf.bits, elf.littleEndian)
  const size = elf.bits / 8
  const entries: { tag: number; text: string }[] = []
  for (let at = 0; at + 2 * size <= bytes.length; at += 2 * size) {
    const tag = Number(reader.word(at))
    if (tag === 0) break
    if (NAMED.has(tag)) {
      entries.push({ tag, text: textAt(names, Number(reader.word(at + size)), 4096) })
    }
  }
  return entries
}
