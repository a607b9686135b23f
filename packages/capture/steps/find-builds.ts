// SPDX-License-Identifier: Apache-2.0
import type { BuildFiles } from './files.ts'
import type { StepReader } from './reader.ts'
import { walkFolders } from './walk.ts'

export interface FoundBuild {
  readonly folder: string
  readonly reader: StepReader
}

/** Folders in which build systems try things out, or keep what belongs to one target. */
const INSIDES =
  /^(?:CMakeFiles|meson-private|meson-info|meson-logs|CMakeScratch|_CPack_Packages)$|\.(?:dir|p)$/
/** Readers that go through all that is below by themselves. */
const TAKE_ALL: ReadonlySet<string> = new Set(['kbuild', 'wrapper'])
const MAX_BUILDS = 1000

/**
 * The builds in a folder and below: a superproject (Zephyr's sysbuild, CMake's ExternalProject, Buildroot) has several, each with
 * records of its own. The outer comes before the inner.
 */
export function buildsBelow(
  top: string,
  readers: readonly StepReader[],
  files: BuildFiles,
): readonly FoundBuild[] {
  const found: FoundBuild[] = []
  walkFolders(top, files, (folder, entries) => {
    if (found.length >= MAX_BUILDS) return 'not-below'
    if (folder !== top && INSIDES.test(folder.slice(folder.lastIndexOf('/') + 1)))
      return 'not-below'
    if (entries.length === 0) return undefined
    const here = readers.find((reader) => reader.recognises(folder, files))
    if (here === undefined) return undefined
    found.push({ folder, reader: here })
    return TAKE_ALL.has(here.system) ? 'not-below' : undefined
  })
  return found
}
