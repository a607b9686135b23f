// SPDX-License-Identifier: Apache-2.0
import { basename, posix } from 'node:path'
import type { CommandFacts } from '../command/index.ts'
import type { BuildFiles } from './files.ts'

/**
 * Headers that were compiled ahead. GCC leaves all that is in one out of the depfiles of those who use it (unless
 * `-fpch-deps`), clang out of its list of headers: so who uses one has read what was read when it was made.
 */
export interface Precompiled {
  /** The header that it stands for, where its name says so: `all.h` of `all.h.gch` or `all.h.gch/c.gch`. */
  readonly header: string
  readonly path: string
}

export function precompiledAt(path: string): Precompiled | undefined {
  const match = /^(.*?)\.(?:gch|pch)(?:\/.*)?$/.exec(path)
  return match === null ? undefined : { header: match[1]!, path }
}

export interface Used {
  readonly made: readonly Precompiled[]
  /** One is used that nobody was seen to make. */
  readonly unseen: boolean
}

/** Precompiled headers that a compile may have taken in: those forced in, and those whose header its source includes. */
export function precompiledFor(
  source: string,
  facts: CommandFacts,
  known: readonly Precompiled[],
  files: BuildFiles,
): Used {
  const made = new Set<Precompiled>()
  let unseen = false
  for (const forced of facts.forcedIncludes) {
    const places = placesOf(forced, facts)
    const own = known.filter(({ header, path }) => places.includes(header) || path === forced)
    for (const each of own) made.add(each)
    const isThere =
      precompiledAt(forced) !== undefined ||
      places.some((place) => files.state(`${place}.gch`) !== undefined)
    if (own.length === 0 && isThere) unseen = true
  }
  if (known.length > 0) {
    const named = new Set(includedNames(files.text(source) ?? ''))
    for (const each of known) if (named.has(basename(each.header))) made.add(each)
  }
  return { made: [...made], unseen }
}

/** A header that is forced in is looked for where the compiler runs, and then like any other (GCC manual, `-include`). */
function placesOf(forced: string, { directory, includeFolders }: CommandFacts): readonly string[] {
  const name = posix.relative(directory, forced)
  return [forced, ...includeFolders.map((folder) => posix.resolve(folder, name))]
}

/** A precompiled header is only used by what is included first; later ones are read as they are. */
function includedNames(text: string): readonly string[] {
  return [...text.slice(0, 65_536).matchAll(/#[ \t]*include[ \t]*["<]([^">\n]{1,4096})[">]/g)].map(
    ([, name]) => basename(name!),
  )
}
