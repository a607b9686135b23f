// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

export interface Listing {
  /** Paths of files below the folder, sorted. */
  readonly files: readonly string[]
  /** Folders below the folder that hold a version control's own folder: trees of their own. */
  readonly clones: readonly string[]
}

/** Version control's own folders and files are no source. */
const VERSION_CONTROL: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.bzr',
  '.jj',
  'CVS',
  '.pc',
  '.repo',
])
/** What only the root of a build directory has: another build of the same sources, and no source. */
const BUILD_MARKS: ReadonlySet<string> = new Set(['CMakeCache.txt', 'meson-private', '.ninja_log'])
/** Nobody's tree of source; a folder that leads here was not meant. */
const MOST_FILES = 2_000_000

/**
 * Every file below a folder, without version control's own and without the folders in `except` (absolute). Links to files
 * count as files, links to folders are not followed: what they lead to is listed where it is.
 */
export function listFiles(root: string, except: ReadonlySet<string>): Listing {
  const files: string[] = []
  const clones: string[] = []
  const folders = ['']
  for (const folder of folders) {
    const entries = entriesOf(join(root, folder))
    if (folder !== '' && entries.some(({ name }) => BUILD_MARKS.has(name))) continue
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (VERSION_CONTROL.has(entry.name)) {
        if (folder !== '' && entry.name === '.git') clones.push(folder)
        continue
      }
      if (entry.isDirectory()) {
        if (!except.has(join(root, path))) folders.push(path)
      } else if (entry.isFile() || (entry.isSymbolicLink() && isFile(join(root, path)))) {
        files.push(path)
        if (files.length > MOST_FILES)
          throw new RangeError(`${root} holds more than ${MOST_FILES} files`)
      }
    }
  }
  return { files: files.sort(), clones: clones.sort() }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // not readable, or gone while we looked
    return []
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
