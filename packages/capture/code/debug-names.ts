// SPDX-License-Identifier: Apache-2.0
import { realpathSync } from 'node:fs'
import { posix } from 'node:path'
import type { BuildFile, TracedStep } from '../build/model.ts'
import { rootOf, type ForeignRoots } from './foreign-roots.ts'
import { textNames, type TextNames } from './text-names.ts'
import type { SpansOf } from './texts.ts'

/** How debug information calls the files of one compilation. */
export interface DebugNames {
  /** The compiled source, under each path that it may have there. */
  readonly sources: readonly string[]
  knows(path: string): boolean
  /** As documents name the file; what they do not name keeps its path, without folders of this machine. */
  nameOf(path: string): string
  /** How its text calls the functions, where it is a file of a tree. */
  textOf(path: string): TextNames | undefined
}

/** Paths as they are, by their real names, as `-ffile-prefix-map=old=new` writes them (gcc(1)), and in their old folders. */
export function debugNames(
  { inputs, includes, directory, remaps }: TracedStep,
  portable: (path: string) => string,
  namesIn: (path: string) => TextNames | undefined,
  foreign: ForeignRoots,
): DebugNames {
  /** The last that fits counts. */
  const remapped = (path: string): readonly string[] => {
    const map = remaps.findLast(([from]) => path.startsWith(from))
    return map === undefined ? [] : [posix.normalize(map[1] + path.slice(map[0].length))]
  }
  const pathsOf = (file: BuildFile): readonly string[] => {
    const { path, name } = file
    const mapped = remapped(path)
    // what became relative counts from where the compiler ran, by its new name
    const again = mapped.flatMap((each) =>
      each.startsWith('/') ? [] : remapped(directory).map((home) => posix.join(home, each)),
    )
    const moved = [...(foreign.get(rootOf(file)) ?? [])].map((folder) => `${folder}/${name}`)
    return [path, ...mapped, ...again, ...moved]
  }
  const files = new Map<string, BuildFile>()
  for (const file of [...inputs, ...includes])
    for (const path of pathsOf(file)) files.set(path, file)
  const [source] = inputs
  const sources = source === undefined ? [] : [...pathsOf(source), realName(source.path)]
  for (const path of sources) if (source !== undefined) files.set(path, source)
  return {
    sources: [...new Set(sources)],
    knows: (path) => files.has(path),
    nameOf: (path) => files.get(path)?.name ?? portable(path),
    textOf(path) {
      const file = files.get(path)
      return file === undefined || file.home.kind === 'package' ? undefined : namesIn(file.path)
    },
  }
}

function realName(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

export function rememberTexts(spansOf: SpansOf): (path: string) => TextNames | undefined {
  const known = new Map<string, TextNames | undefined>()
  return (path) => {
    if (!known.has(path)) {
      const spans = spansOf(path)
      known.set(path, spans === undefined ? undefined : textNames(spans))
    }
    return known.get(path)
  }
}
