// SPDX-License-Identifier: Apache-2.0
import { linesOf, linkedFile } from './file-name.ts'
import type { LinkedSection, LinkMap, MemberReason } from './shape.ts'

/** GNU ld's map (binutils, `ld/ldlang.c` and `ld/ldmain.c`): parts under headings, sections by indentation. */
export function readGnuMap(text: string): LinkMap {
  const loaded = new Set<string>()
  const members: MemberReason[] = []
  const kept: LinkedSection[] = []
  const discarded: LinkedSection[] = []
  let part: Part = 'none'
  /** A name that was too long for its column; the rest stands in the next line. */
  let pending: string | undefined
  for (const line of linesOf(text)) {
    const heading = HEADINGS.find(([start]) => line.startsWith(start))
    if (heading !== undefined) {
      part = heading[1]
      pending = undefined
    } else if (part === 'members') pending = readMember(line, pending, members)
    else if (part === 'discarded') pending = readSection(line, pending, discarded, false)
    else if (part === 'memory') {
      if (line.startsWith('LOAD ')) loaded.add(line.slice(5))
      else pending = readSection(line, pending, kept, true)
    }
  }
  // gold says nothing of what it opened, but each of its files has some section
  if (loaded.size === 0)
    for (const file of [...members, ...kept, ...discarded]) loaded.add(file.path)
  return { form: 'gnu', loaded: [...loaded], members, kept, discarded }
}

type Part = 'none' | 'members' | 'discarded' | 'memory'

const HEADINGS: readonly (readonly [string, Part])[] = [
  ['Archive member included', 'members'],
  ['As-needed library included', 'none'],
  ['Merging program properties', 'none'],
  ['There are no discarded input sections', 'none'],
  ['Discarded input sections', 'discarded'],
  ['Memory Configuration', 'none'],
  ['Allocating common symbols', 'none'],
  ['Linker script and memory map', 'memory'],
  ['Memory map', 'memory'],
  ['Cross Reference Table', 'none'],
]

/** `lib.a(x.o)    main.o (symbol)`, the second half perhaps in a line of its own. */
function readMember(
  line: string,
  pending: string | undefined,
  members: MemberReason[],
): string | undefined {
  if (line.trim() === '') return undefined
  if (!line.startsWith(' ')) {
    const gap = line.indexOf('  ')
    const name = gap < 0 ? line : line.slice(0, gap)
    const close = name.lastIndexOf(')')
    // one space only parts a name that fills its column from what follows
    const cut = gap < 0 && close > 0 && close < name.length - 1 ? closeOfMember(name) : name.length
    const file = linkedFile(name.slice(0, cut))
    const reason = line.slice(gap < 0 ? cut : gap).trim()
    if (file.member === undefined) return undefined
    if (reason === '') return name
    members.push({ path: file.path, member: file.member, ...reasonOf(reason) })
    return undefined
  }
  const file = linkedFile(pending ?? '')
  if (file.member !== undefined)
    members.push({ path: file.path, member: file.member, ...reasonOf(line.trim()) })
  return undefined
}

function closeOfMember(name: string): number {
  const close = name.indexOf(') ')
  return close < 0 ? name.length : close + 1
}

function reasonOf(text: string): Pick<MemberReason, 'wantedBy' | 'symbol'> {
  const open = text.lastIndexOf(' (')
  return open > 0 && text.endsWith(')')
    ? { wantedBy: text.slice(0, open), symbol: text.slice(open + 2, -1) }
    : { wantedBy: text }
}

/**
 * ` .text.main  0x0000000000001000  0x20 main.o`: one space before an input section's name, then address, size and file, in the
 * next line if the name is long. ` *(.text)` is a pattern of the script, `*fill*` a gap, and both have no file.
 */
function readSection(
  line: string,
  pending: string | undefined,
  sections: LinkedSection[],
  onlyFilled: boolean,
): string | undefined {
  if (line.charCodeAt(0) !== SPACE) return undefined
  let at = 1
  let section: string
  if (line.charCodeAt(1) !== SPACE) {
    if (line[1] === '*' || line[1] === '(') return undefined
    const end = line.indexOf(' ', 1)
    if (end < 0) return line.slice(1)
    section = line.slice(1, end)
    at = end
  } else if (pending === undefined) return undefined
  else section = pending
  const words = /^\s{1,60}0x[0-9a-f]{1,16}\s{1,60}0x([0-9a-f]{1,16}) (\S.*)$/.exec(line.slice(at))
  if (words) {
    const size = Number.parseInt(words[1]!, 16)
    if (size > 0 || !onlyFilled) sections.push({ section, size, ...linkedFile(words[2]!) })
  }
  return undefined
}

const SPACE = 32
