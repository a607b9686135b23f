// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { SIGNS } from '../recognise/signs.ts'
import { fromSigns } from '../recognise/versions.ts'
import type { Hints } from '../recognise/index.ts'

/** Folders in which projects keep what is not theirs. `contrib` is not one: there they keep what is theirs only just. */
const VENDORS =
  /^(?:third[-_]?part(?:y|ies)|3rd[-_]?party|externals?|extern|vendor(?:ed|s)?|subprojects|deps|_deps|node_modules|submodules|bundled|ext[-_]libs?)$/i
/** What the root of a project has, and a folder within a project mostly has not. */
const ROOT_FILES = [
  '.git',
  'LICENSE',
  'LICENSE.txt',
  'LICENSE.md',
  'COPYING',
  'configure.ac',
  'meson.build',
  'package.json',
  'Cargo.toml',
  'debian/changelog',
  'README.md',
  'README',
]

/**
 * Trees within a tree: what the user names, clones and submodules, and folders that look like somebody's project where
 * third parties' projects are kept. Absolute, outer before inner.
 */
export function nestedRoots(
  root: string,
  files: readonly string[],
  clones: readonly string[],
  hints: Hints,
): readonly string[] {
  const found = new Set<string>(clones)
  for (const folder of hints.keys()) if (folder !== '') found.add(folder)
  for (const folder of signedFolders(root, files)) found.add(folder)
  for (const folder of vendoredFolders(root, files)) found.add(folder)
  return [...found].sort().map((folder) => join(root, folder))
}

/** Folders that hold the version file of a project, and are called like it or lie among third parties' projects. */
function signedFolders(root: string, files: readonly string[]): readonly string[] {
  const byName = new Map<string, (typeof SIGNS)[number][]>()
  for (const sign of SIGNS) {
    const list = byName.get(basename(sign.file))
    if (list) list.push(sign)
    else byName.set(basename(sign.file), [sign])
  }
  const found: string[] = []
  for (const path of files) {
    for (const { file, beside, product } of byName.get(basename(path)) ?? []) {
      if (!path.endsWith(`/${file}`)) continue
      const folder = path.slice(0, -file.length - 1)
      if (folder === '' || found.includes(folder)) continue
      if (beside !== undefined && !existsSync(join(root, folder, beside))) continue
      const isNamed = basename(folder).toLowerCase().includes(product)
      const isKept = isNamed || folder.split('/').some((step) => VENDORS.test(step))
      if (isKept && fromSigns(join(root, folder))?.name === product) found.push(folder)
    }
  }
  return found
}

/** `third_party/x` and `vendor/@owner/x`, if it has what a project has. */
function vendoredFolders(root: string, files: readonly string[]): readonly string[] {
  const asked = new Map<string, boolean>()
  for (const path of files) {
    const steps = path.split('/')
    const at = steps.findIndex((step) => VENDORS.test(step))
    if (at < 0 || at + 2 >= steps.length) continue
    const isScope = steps[at + 1]?.startsWith('@') === true && at + 3 < steps.length
    const folder = steps.slice(0, at + (isScope ? 3 : 2)).join('/')
    if (!asked.has(folder)) asked.set(folder, isProject(join(root, folder)))
  }
  return [...asked].filter(([, is]) => is).map(([folder]) => folder)
}

function isProject(folder: string): boolean {
  return ROOT_FILES.some((name) => existsSync(join(folder, name)))
}

/**
 * The root of the project that a file outside all known trees came with: the nearest folder above it that looks like a
 * project, or that has `include` or `lib`, as an installed one; or else the folder that it lies in. Below the build
 * directory only folders that a build system fetches projects into count: the rest it made itself.
 */
export function rootAbove(path: string, buildRoot: string): string {
  const own = dirname(path)
  const isInBuild = own === buildRoot || own.startsWith(`${buildRoot}/`)
  for (let folder = own; folder !== '/' && folder !== buildRoot; folder = dirname(folder)) {
    const above = dirname(folder)
    if (isInBuild ? isFetched(folder) : isProject(folder)) return folder
    if (!isInBuild && /^(?:include|lib|lib64)$/.test(basename(folder))) {
      return above === '/' ? folder : above
    }
  }
  return isInBuild ? buildRoot : own
}

/** `_deps/x-src` (FetchContent), `x-prefix/src/x` (ExternalProject), `subprojects/x`, or a clone. */
function isFetched(folder: string): boolean {
  const isPlaced =
    VENDORS.test(basename(dirname(folder))) ||
    /-prefix\/src\/[^/]+$/.test(folder) ||
    folder.endsWith('-src')
  return existsSync(join(folder, '.git')) || (isPlaced && isProject(folder))
}
