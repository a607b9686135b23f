// SPDX-License-Identifier: Apache-2.0
import { linesOf, linkedFile } from './file-name.ts'
import type { LinkedSection, LinkMap, MemberReason } from './shape.ts'

/**
 * lld's map (`lld/ELF/MapFile.cpp`): columns VMA, LMA, size, alignment, then the output section, or eight further spaces and
 * `file:(section)`, or sixteen and a symbol.
 */
export function readLldMap(text: string): LinkMap {
  const loaded = new Set<string>()
  const members = new Map<string, MemberReason>()
  const kept: LinkedSection[] = []
  for (const line of linesOf(text)) {
    const row = /^\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+ {9}(\S.*):\(([^()]*)\)$/.exec(line)
    if (row === null) continue
    const [, size, name, place] = row as unknown as [string, string, string, string]
    // `.eh_frame+0x18` is a piece of a section
    const section = place.split('+', 1)[0]!
    // `<internal>` is the linker itself
    if (name.startsWith('<')) continue
    const file = linkedFile(name)
    loaded.add(file.path)
    if (file.member !== undefined) members.set(name, { path: file.path, member: file.member })
    if (size !== '0') kept.push({ section, size: Number.parseInt(size, 16), ...file })
  }
  return { form: 'lld', loaded: [...loaded], members: [...members.values()], kept, discarded: [] }
}
