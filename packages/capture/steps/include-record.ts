// SPDX-License-Identifier: Apache-2.0
import { pathIn, type CommandFacts } from '../command/index.ts'
import { prerequisitesIn } from './depfile.ts'
import type { BuildFiles } from './files.ts'

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

/** Assembler reads other files by `.include` and `.incbin`; preprocessed, also by `#include` and by what is forced in. */
function readsNothingElse(files: BuildFiles, facts: CommandFacts): boolean {
  return (
    facts.units.length > 0 &&
    facts.units.every((unit) => {
      if (!unit.language.startsWith('assembler')) return false
      const text = files.text(unit.source)
      if (text === undefined) return false
      return unit.language === 'assembler'
        ? !/\.include\b/.test(text)
        : facts.forcedIncludes.length === 0 && !/include|embed/i.test(text)
    })
  )
}
