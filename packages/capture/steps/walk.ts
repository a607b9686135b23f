// SPDX-License-Identifier: Apache-2.0
import type { BuildFiles, FolderEntry } from './files.ts'

/** No build is deeper. */
const MAX_DEPTH = 64
/** More folders than any build has; a loop of mounts would go on for ever. */
const MAX_FOLDERS = 500_000
const PASSED_OVER: ReadonlySet<string> = new Set([
  '.git',
  '.svn',
  '.hg',
  '.repo',
  'node_modules',
  '.cache',
])

/**
 * Goes through a folder and those below it, in the order of names; links are not followed. `visit` may say `'not-below'` to leave
 * out what is below the folder that it was shown.
 */
export function walkFolders(
  top: string,
  files: BuildFiles,
  visit: (folder: string, entries: readonly FolderEntry[]) => 'not-below' | void,
): void {
  const open: { readonly folder: string; readonly depth: number }[] = [{ folder: top, depth: 0 }]
  let count = 0
  for (let next = open.pop(); next !== undefined && count < MAX_FOLDERS; next = open.pop()) {
    count++
    const { folder, depth } = next
    const entries = files.list(folder)
    if (visit(folder, entries) === 'not-below' || depth >= MAX_DEPTH) continue
    for (let at = entries.length - 1; at >= 0; at--) {
      const { name, kind } = entries[at]!
      if (kind === 'folder' && !PASSED_OVER.has(name))
        open.push({ folder: folder === '/' ? `/${name}` : `${folder}/${name}`, depth: depth + 1 })
    }
  }
}
