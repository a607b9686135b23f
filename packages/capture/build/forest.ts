// SPDX-License-Identifier: Apache-2.0
import { basename, dirname, join } from 'node:path'
import type { FindOwners, InstalledPackage } from '../system/dpkg.ts'
import { nestedRoots, rootAbove } from './roots.ts'
import { listFiles } from './walk.ts'
import type { Hints } from '../recognise/index.ts'

/** A tree before it is known who it is: where it begins, and what it lists. */
export interface Plot {
  readonly kind: 'application' | 'third-party'
  readonly root: string
  readonly listed: 'whole' | 'used'
  /** Paths below the root; of a tree that lists what was used, filled by whoever knows. */
  readonly files: readonly string[]
}

/** Where every file of a build belongs. */
export interface Forest {
  readonly plots: readonly Plot[]
  /** The innermost tree that a path lies in. */
  plotOf(path: string): Plot | undefined
  ownerOf(path: string): InstalledPackage | undefined
}

export interface ForestRequest {
  readonly buildRoot: string
  /** The application's root first, then roots of other trees. */
  readonly sources: readonly string[]
  /** Files that took part and that no step made; absolute. */
  readonly used: readonly string[]
  /** What steps wrote, and what build systems keep beside it. */
  isMade(path: string): boolean
  readonly hints: Hints
  /** Folders of packages that a package manager put there. */
  readonly installed: readonly string[]
  readonly findOwners: FindOwners
  /** Told what each of `sources` holds as soon as that is known; the trees in it are found after that. */
  onListed?(paths: readonly string[]): void
}

/**
 * Trees are found from the outside in: the application's folder, the trees inside it, trees that the build fetched into its
 * own folder, and for files that are in none of these nor in a package of the system the folder that they came in.
 */
export function plantForest(request: ForestRequest): Forest {
  const { buildRoot, sources, used, isMade, hints, installed, findOwners } = request
  const [application] = sources
  const roots = new Map<string, Plot['kind']>()
  for (const root of sources) roots.set(root, root === application ? 'application' : 'third-party')
  const listings = new Map<string, readonly string[]>()
  for (const root of sources) {
    const except = new Set([buildRoot, ...sources].filter((other) => other !== root))
    const { files, clones } = listFiles(root, except)
    const own = files.filter((path) => !isMade(join(root, path)))
    listings.set(root, own)
    request.onListed?.(own.map((path) => `${root}/${path}`))
    for (const nested of nestedRoots(root, own, clones, root === application ? hints : new Map())) {
      if (!roots.has(nested)) roots.set(nested, 'third-party')
    }
  }
  for (const root of installed) {
    if (roots.has(root)) continue
    roots.set(root, 'third-party')
    listings.set(root, listFiles(root, new Set([join(root, 'node_modules')])).files)
  }
  const outside = used.filter((path) => !isMade(path) && innermost(path, roots) === undefined)
  const owners = findOwners(outside)
  const partly = new Map<string, string[]>()
  for (const path of outside) {
    if (owners.has(path)) continue
    const root = rootAbove(path, buildRoot)
    const list = partly.get(root)
    if (list) list.push(path)
    else partly.set(root, [path])
  }
  for (const root of partly.keys()) {
    // a tree that the build fetched into its own folder is there as a whole
    if (isBelow(root, buildRoot) && root !== buildRoot) {
      roots.set(root, 'third-party')
      listings.set(
        root,
        listFiles(root, new Set()).files.filter((path) => !isMade(join(root, path))),
      )
    }
  }
  const elsewhere = [...partly.keys()].filter((root) => !roots.has(root))
  for (const root of elsewhere) if (root !== buildRoot) roots.set(root, 'third-party')
  const plots = new Map<string, Plot>()
  for (const [root, kind] of roots) {
    const listed = elsewhere.includes(root) ? 'used' : 'whole'
    plots.set(root, {
      kind,
      root,
      listed,
      files: listed === 'used' ? below(root, partly.get(root)) : [],
    })
  }
  divide(listings, roots, plots)
  return {
    plots: [...plots.values()],
    plotOf: (path) => {
      const root = innermost(path, roots)
      return root === undefined ? undefined : plots.get(root)
    },
    ownerOf: (path) => owners.get(path),
  }
}

function below(root: string, paths: readonly string[] = []): readonly string[] {
  return paths.map((path) => path.slice(root.length + 1)).sort()
}

/** Each listed file to the innermost tree that it lies in. */
function divide(
  listings: ReadonlyMap<string, readonly string[]>,
  roots: ReadonlyMap<string, Plot['kind']>,
  plots: Map<string, Plot>,
): void {
  const files = new Map<string, string[]>()
  for (const [listing, paths] of listings) {
    const folders = new Map<string, string | undefined>()
    for (const path of paths) {
      const absolute = `${listing}/${path}`
      const folder = dirname(absolute)
      if (!folders.has(folder)) folders.set(folder, innermost(absolute, roots))
      const root = folders.get(folder)
      // a tree within another that is listed on its own
      if (root === undefined || (root !== listing && listings.has(root))) continue
      const list = files.get(root)
      if (list) list.push(absolute.slice(root.length + 1))
      else files.set(root, [absolute.slice(root.length + 1)])
    }
  }
  for (const [root, list] of files) {
    const plot = plots.get(root)
    if (plot) plots.set(root, { ...plot, files: list.sort() })
  }
}

/** The longest root that a path is below. */
function innermost(path: string, roots: ReadonlyMap<string, unknown>): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (roots.has(folder)) return folder
    if (folder === '/' || folder === '.') return undefined
  }
}

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}

/** The name of a folder, where it says something: `/src` is called after the folder above it. */
export function folderName(root: string): string {
  const name = basename(root)
  return /^(?:src|source|sources|code|repo|build)$/i.test(name) && dirname(root) !== '/'
    ? basename(dirname(root))
    : name
}
