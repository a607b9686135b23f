// SPDX-License-Identifier: Apache-2.0
import { textBetween } from './access.ts'
import type { Elf } from './elf.ts'
import { sectionNamed } from './identity.ts'

/** Who made the file (`.comment`): compilers, assemblers and linkers with their versions, each once, in the file's order. */
export function compilersOf(elf: Elf): string[] {
  return [...new Set(textsOf(elf, '.comment'))]
}

/** What a kernel module says of itself (`.modinfo`): `license`, `depends`, `vermagic`, ... to their values, in order. */
export function moduleInfoOf(elf: Elf): ReadonlyMap<string, readonly string[]> {
  const information = new Map<string, string[]>()
  for (const text of textsOf(elf, '.modinfo')) {
    const equals = text.indexOf('=')
    if (equals < 0) continue
    const key = text.slice(0, equals)
    const values = information.get(key)
    if (values === undefined) information.set(key, [text.slice(equals + 1)])
    else values.push(text.slice(equals + 1))
  }
  return information
}

/** The zero-terminated texts of a section, without empty ones. */
function textsOf(elf: Elf, section: string): string[] {
  const bytes = sectionNamed(elf, section)?.data() ?? new Uint8Array()
  return textBetween(bytes, 0, bytes.length)
    .split('\0')
    .filter((text) => text !== '')
}
