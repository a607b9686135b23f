// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { run } from './workspace.ts'

/** What a device would load of an ELF file: digests of its allocated sections by name. No symbols, no debug information. */
export type Contents = ReadonlyMap<string, string>

/** By `readelf`, so that the oracle shares no code with what it judges. Sections of one name (in objects) are one. */
export async function contentsOf(path: string): Promise<Contents> {
  const bytes = readFileSync(path)
  const contents = new Map<string, string>()
  for (const section of await sectionsOf(path)) {
    // The id is a digest of the whole file, debug information with it.
    if (!section.flags.includes('A') || section.name === '.note.gnu.build-id') continue
    const content =
      section.type === 'NOBITS'
        ? String(section.size)
        : bytes.subarray(section.offset, section.offset + section.size)
    const digest = createHash('sha256').update(content).digest('hex')
    contents.set(section.name, (contents.get(section.name) ?? '') + digest)
  }
  return contents
}

/**
 * Digests of the functions of an object that was compiled with `-ffunction-sections`: code and what it refers to. A text that grew
 * moves the texts after it, so that functions with another offset into a string section differ, too: more than what changed, never
 * less.
 */
export async function functionsOf(path: string): Promise<Contents> {
  const bytes = readFileSync(path)
  const references = referencesIn((await readelf('-rW', path)).split('\n'))
  const functions = new Map<string, string>()
  for (const { name, flags, offset, size } of await sectionsOf(path)) {
    if (!flags.includes('X') || size === 0) continue
    const hash = createHash('sha256').update(bytes.subarray(offset, offset + size))
    for (const line of references.get(name) ?? []) hash.update(line)
    functions.set(
      name.replace(/^\.text\.(unlikely\.|startup\.|hot\.|exit\.)?/, ''),
      hash.digest('hex'),
    )
  }
  return functions
}

/** Names whose digests differ, or that only one side has. */
export function differences(a: Contents, b: Contents): readonly string[] {
  const names = new Set([...a.keys(), ...b.keys()])
  return [...names].filter((name) => a.get(name) !== b.get(name)).toSorted()
}

interface Section {
  readonly name: string
  readonly type: string
  readonly flags: string
  readonly offset: number
  readonly size: number
}

async function sectionsOf(path: string): Promise<readonly Section[]> {
  const line =
    /^\s*\[\s*\d+\] (\S*)\s+([A-Z]\S*)\s+[\da-f]+ ([\da-f]+) ([\da-f]+) [\da-f]+\s+([A-Za-z]*)/
  return (await readelf('-SW', path)).split('\n').flatMap((text) => {
    const [, name = '', type = '', offset = '', size = '', flags = ''] = line.exec(text) ?? []
    return type === ''
      ? []
      : [{ name, type, flags, offset: parseInt(offset, 16), size: parseInt(size, 16) }]
  })
}

/** Lines of relocations by the section that they change, without the numbers of the symbol table in them. */
function referencesIn(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const bySection = new Map<string, string[]>()
  let current: string[] = []
  for (const line of lines) {
    const section = /^Relocation section '\.rela?(\S*)'/.exec(line)?.[1]
    if (section !== undefined) bySection.set(section, (current = []))
    else current.push(line.replace(/^(\S+)\s+\S+\s+(\S+)\s+\S+/, '$1 $2'))
  }
  return bySection
}

async function readelf(option: string, path: string): Promise<string> {
  return (await run({ argv: ['readelf', option, path], directory: '.' })).output
}
