// SPDX-License-Identifier: Apache-2.0
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path/posix'
import type { BuildFiles } from '../steps/files.ts'
import { LOCKFILE_NAMES } from './lockfiles/index.ts'
import type { BundleStats } from './stats/index.ts'

/** How names in stats become paths here, though the bundle may have been made elsewhere. */
export interface Places {
  readonly root: string
  readonly moduleAt: (path: string) => string
  readonly outputAt: (path: string) => string
}

/** Enough modules to tell a folder by. */
const SAMPLE = 40

export function findPlaces(
  stats: BundleStats,
  statsFile: string,
  files: BuildFiles,
  asked: string | undefined,
): Places {
  const above = foldersAbove(dirname(statsFile))
  const names = stats.modules.flatMap(({ path }) => (path === undefined ? [] : [path]))
  const sample = spread(names, SAMPLE)
  const isThere = (path: string): boolean => files.state(path)?.kind === 'file'
  const candidates =
    asked === undefined ? [...(stats.root === undefined ? [] : [stats.root]), ...above] : [asked]
  const root = best(
    candidates,
    (folder) => sample.filter((path) => isThere(moduleIn(folder, path))).length,
  )
  function moduleIn(folder: string, path: string): string {
    if (!isAbsolute(path)) return resolve(folder, path)
    // made elsewhere, or written as if the root were the file system's
    if (stats.root !== undefined && path.startsWith(`${stats.root}/`) && folder !== stats.root)
      return folder + path.slice(stats.root.length)
    const inside = join(folder, path)
    return !isThere(path) && isThere(inside) ? inside : normalize(path)
  }
  const outputs = spread(
    stats.outputs.map(({ path }) => path),
    SAMPLE,
  )
  const outputFolders = [
    ...(stats.outputFolder === undefined ? [] : [stats.outputFolder]),
    dirname(statsFile),
    root,
    ...['dist', 'build', 'out', 'public', 'output', 'lib'].map((name) => join(root, name)),
    ...above,
  ]
  const outputFolder = best(
    outputFolders,
    (folder) => outputs.filter((path) => isThere(resolve(folder, path))).length,
  )
  return {
    root,
    moduleAt: (path) => moduleIn(root, path),
    outputAt: (path) => resolve(outputFolder, path),
  }
}

/** The nearest lockfile at or above a folder. */
export function findLockfile(folder: string, files: BuildFiles): string | undefined {
  for (const each of foldersAbove(folder)) {
    const name = LOCKFILE_NAMES.find((name) => files.state(join(each, name))?.kind === 'file')
    if (name !== undefined) return join(each, name)
  }
  return undefined
}

function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = []
  for (let each = folder; ; each = dirname(each)) {
    folders.push(each)
    if (each === dirname(each)) return folders
  }
}

/** The first candidate that is right most often. */
function best(candidates: readonly string[], hits: (candidate: string) => number): string {
  let found = candidates[0] ?? '/'
  let most = -1
  for (const candidate of new Set(candidates)) {
    const count = hits(candidate)
    if (count > most) {
      found = candidate
      most = count
    }
  }
  return found
}

/** Some of many, from all over: the first ones alone may all be of one kind. */
function spread<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!)
}
