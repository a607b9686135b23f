// SPDX-License-Identifier: Apache-2.0
import type { BuildFiles } from './files.ts'
import type { StepReader } from './reader.ts'
import { walkFolders } from './walk.ts'

export interface FoundBuilds {
  readonly builds: readonly FoundBuild[]
  /** Objects that lie about, outside of the folders that build systems keep for theirs. */
  readonly objects: readonly string[]
}

export interface FoundBuild {
  readonly folder: string
  readonly reader: StepReader
}

/** Folders in which build systems try things out, or keep what belongs to one target. */
const INSIDES =
  /^(?:CMakeFiles|meson-private|meson-info|meson-logs|CMakeScratch|_CPack_Packages)$|\.(?:dir|p)$/
/** Readers that go through all that is below by themselves. */
const TAKE_ALL: ReadonlySet<string> = new Set(['kbuild', 'wrapper', 'autotools'])
const MAX_BUILDS = 1000

/**
 * The builds in a folder and below: a superproject (Zephyr's sysbuild, CMake's ExternalProject, Buildroot) has several, each with
 * records of its own. The outer comes before the inner.
 *
 * @param readers who may read the folder itself
 * @param nested who may read a folder below
 */
export function buildsBelow(
  top: string,
  readers: readonly StepReader[],
  nested: readonly StepReader[],
  files: BuildFiles,
): FoundBuilds {
  const builds: FoundBuild[] = []
  const objects: string[] = []
  walkFolders(top, files, (folder, entries) => {
    if (builds.length >= MAX_BUILDS) return 'not-below'
    if (folder !== top && INSIDES.test(folder.slice(folder.lastIndexOf('/') + 1)))
      return 'not-below'
    if (entries.length === 0) return undefined
    const here = (folder === top ? readers : nested).find((reader) =>
      reader.recognises(folder, files),
    )
    if (here !== undefined) builds.push({ folder, reader: here })
    if (here !== undefined && TAKE_ALL.has(here.system)) return 'not-below'
    for (const { name, kind } of entries)
      if (kind === 'file' && name.endsWith('.o')) objects.push(`${folder}/${name}`)
    return undefined
  })
  return { builds, objects }
}
