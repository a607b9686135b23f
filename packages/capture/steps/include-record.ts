// SPDX-License-Identifier: Apache-2.0
import { pathIn, type CommandFacts } from '../command/index.ts'
import { prerequisitesIn } from './depfile.ts'
import { isFile, type BuildFiles } from './files.ts'

/**
 * What a command has read beyond its inputs, by the depfile that it names; for assembler that is not preprocessed, by the
 * source itself. Undefined if nothing says.
 */
export function includesByDepfile(
  files: BuildFiles,
  facts: CommandFacts,
): readonly string[] | undefined {
  const text = facts.depfile === undefined ? undefined : files.text(facts.depfile)
  if (text !== undefined) return prerequisitesIn(text).map((path) => pathIn(facts.directory, path))
  return readsNothingElse(files, facts) ? [] : undefined
}

/** Data that an assembler source takes in (`.incbin "file"`): no preprocessor knows of it, so no depfile lists it. */
export function includedData(files: BuildFiles, facts: CommandFacts): readonly string[] {
  const found = new Set<string>()
  for (const unit of facts.units) {
    if (!unit.language.startsWith('assembler')) continue
    const text = files.text(unit.source)
    if (text === undefined || !text.includes('.incbin')) continue
    for (const match of text.matchAll(/\.incbin[ \t]+"([^"\n]{1,4096})"/g)) {
      const name = match[1]!
      const path = [facts.directory, ...facts.includeFolders]
        .map((folder) => pathIn(folder, name))
        .find((candidate) => isFile(files, candidate))
      if (path !== undefined) found.add(path)
    }
  }
  return [...found]
}

/** Plain assembler reads other files only by `.include` and `.incbin`. */
function readsNothingElse(files: BuildFiles, facts: CommandFacts): boolean {
  return (
    facts.units.length > 0 &&
    facts.units.every((unit) => {
      if (unit.language !== 'assembler') return false
      const text = files.text(unit.source)
      return text !== undefined && !/\.include\b/.test(text)
    })
  )
}
