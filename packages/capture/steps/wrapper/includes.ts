// SPDX-License-Identifier: Apache-2.0
import { basename, resolve } from 'node:path'
import type { CommandFacts, Unit } from '../../command/index.ts'
import type { Reads } from '../../watch/record.ts'
import type { BuildFiles } from '../files.ts'

export interface Included {
  readonly paths: readonly string[]
  readonly known: 'all' | 'user' | 'none'
}

/** What a unit read beyond its source: what the compiler said, and data that the assembler took in. */
export function includesOf(
  unit: Unit,
  facts: CommandFacts,
  reads: Reads | undefined,
  files: BuildFiles,
): Included {
  const lists = reads === undefined ? [] : listsFor(unit, facts, reads)
  const paths = new Set(lists.flat())
  const assembler = unit.language.startsWith('assembler')
  const text = assembler || reads === undefined ? files.text(unit.source) : undefined
  if (assembler && text !== undefined) {
    for (const path of embedded(text, facts, files)) paths.add(path)
  }
  paths.delete(unit.source)
  if (facts.command.some((word) => MODULES.test(word))) return { paths: [...paths], known: 'none' }
  const known =
    reads?.scope ?? (text !== undefined && includesNothing(text, facts) ? 'all' : 'none')
  return { paths: [...paths], known }
}

/** What is in a module, no list of headers tells. */
const MODULES = /^-f(?:cxx-)?modules?(?:-ts|-file=.*)?$/

/** A command with one source has one list, whatever its target is called; with several, each has the list of its object. */
function listsFor(unit: Unit, facts: CommandFacts, reads: Reads): readonly (readonly string[])[] {
  const entries = Object.entries(reads.files)
  if (facts.units.length === 1) return entries.map(([, paths]) => paths)
  const stem = (path: string): string => basename(path).replace(/\.[^.]*$/, '')
  const own = entries.filter(([target]) =>
    unit.object === undefined
      ? stem(target) === stem(unit.source)
      : resolve(facts.directory, target) === unit.object,
  )
  return (own.length > 0 ? own : entries).map(([, paths]) => paths)
}

function embedded(text: string, facts: CommandFacts, files: BuildFiles): readonly string[] {
  const found: string[] = []
  for (const [, name] of text.matchAll(/\.inc(?:bin|lude)\s{1,40}"([^"\n]{1,4096})"/g)) {
    const places = [facts.directory, ...facts.includeFolders].map((folder) =>
      resolve(folder, name!),
    )
    const path = places.find((place) => files.state(place)?.kind === 'file')
    if (path !== undefined) found.push(path)
  }
  return found
}

/** No word that could take in another file stands in the text, nor is one forced in. */
function includesNothing(text: string, facts: CommandFacts): boolean {
  return facts.forcedIncludes.length === 0 && !/include|import|embed|incbin/i.test(text)
}
