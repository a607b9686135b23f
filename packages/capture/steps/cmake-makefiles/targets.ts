// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { readMakefile } from './makefile.ts'

/** A target of CMake's as its makefiles have it. */
export interface MakefileTarget {
  /** `lib/CMakeFiles/curl.dir`, below the build's root. */
  readonly folder: string
  /** Whether a plain `make` makes it. */
  readonly wanted: boolean
}

/** The targets of a build: what `Makefile2` names, which is what has a `build.make`. */
export function targetsOf(root: string, files: BuildFiles): readonly MakefileTarget[] {
  const text = files.text(pathIn(root, 'CMakeFiles/Makefile2'))
  if (text === undefined) return []
  const needs = new Map<string, string[]>()
  const folders = new Set<string>()
  for (const rule of readMakefile(text).rules)
    for (const target of rule.targets) {
      const list = needs.get(target) ?? []
      for (const one of rule.prerequisites) list.push(one)
      needs.set(target, list)
      if (target.endsWith('.dir/all')) folders.add(target.slice(0, -'/all'.length))
    }
  const wanted = new Set<string>()
  const open = ['all']
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (wanted.has(name)) continue
    wanted.add(name)
    open.push(...(needs.get(name) ?? []))
  }
  return [...folders]
    .filter((folder) => isFile(files, pathIn(root, `${folder}/build.make`)))
    .map((folder) => ({ folder, wanted: wanted.has(`${folder}/all`) }))
}
