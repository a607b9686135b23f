// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path/posix'
import type { BuildFiles } from '../steps/files.ts'
import { memberOf, readJson, textOf } from '../steps/json-file.ts'
import { walkFolders } from '../steps/walk.ts'
import { LOCKFILE_NAMES } from './lockfiles/index.ts'
import { entriesOf } from './stats/members.ts'
import { statsFormat, type StatsFormat } from './stats/index.ts'

export interface FoundBundles {
  readonly stats: readonly FoundStats[]
  /** Source maps of outputs, for want of anything better. */
  readonly maps: readonly string[]
  /** Manifests of Vite, which name outputs and no modules. */
  readonly manifests: readonly string[]
}

export interface FoundStats {
  readonly path: string
  readonly format: StatsFormat
}

/** What files of stats are called; any other file of JSON is not opened, for there may be very many. */
const NAMES =
  /(?:meta|stats|bundle|analy|report|manifest|compilation|rollup|webpack|esbuild)[^/]*\.json$/i
/** Larger than any stats, and more than can be parsed. */
const LARGEST = 450_000_000
const MAX_MAPS = 2000

/** Stats of bundlers in a folder and below, told by content. `node_modules` and version control's folders are passed over. */
export function findBundles(folder: string, files: BuildFiles): FoundBundles {
  const stats: FoundStats[] = []
  const maps: string[] = []
  const manifests: string[] = []
  walkFolders(folder, files, (at, entries) => {
    for (const { name, kind } of entries) {
      const path = join(at, name)
      if (kind !== 'file') continue
      if (/\.(?:[cm]?js|css)\.map$/.test(name)) {
        if (maps.length < MAX_MAPS) maps.push(path)
      } else if (NAMES.test(name) && (files.state(path)?.size ?? Infinity) <= LARGEST) {
        const value = readJson(files, path)
        const format = statsFormat(value)
        if (format !== undefined && format !== 'source-map') stats.push({ path, format })
        else if (isViteManifest(value)) manifests.push(path)
      }
    }
  })
  return { stats, maps, manifests }
}

/** Whether a folder itself, not one below, is a project of JavaScript or holds a bundle; at little cost. */
export function holdsBundles(folder: string, files: BuildFiles): boolean {
  return files.list(folder).some(({ name, kind }) => {
    if (kind !== 'file') return false
    const isProject = name === 'package.json' || LOCKFILE_NAMES.some((each) => each === name)
    if (isProject || /\.[cm]?js\.map$/.test(name)) return true
    return NAMES.test(name) && statsFormat(readJson(files, join(folder, name))) !== undefined
  })
}

/** Each entry has a `file`, and some are entries (Vite, "Backend Integration"). */
function isViteManifest(value: unknown): boolean {
  const entries = entriesOf(value)
  return (
    entries.length > 0 &&
    entries.every(([, entry]) => textOf(entry, 'file') !== undefined) &&
    entries.some(([, entry]) => memberOf(entry, 'isEntry') === true)
  )
}
