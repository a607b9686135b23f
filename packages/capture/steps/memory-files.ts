// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path/posix'
import type { BuildFiles, FolderEntry } from './files.ts'

/** Files that are nowhere but in memory, by absolute path: for tests, and for builds that come out of an archive. */
export function filesInMemory(contents: Readonly<Record<string, string | Uint8Array>>): BuildFiles {
  const files = new Map(Object.entries(contents))
  const folders = new Map<string, Map<string, FolderEntry>>()
  for (const path of files.keys()) {
    let kind: FolderEntry['kind'] = 'file'
    for (let at = path; at !== '/'; at = dirname(at)) {
      const folder = dirname(at)
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>()
      const name = at.slice(folder === '/' ? 1 : folder.length + 1)
      entries.set(name, { name, kind })
      folders.set(folder, entries)
      kind = 'folder'
    }
  }
  const bytes = (path: string): Uint8Array | undefined => {
    const found = files.get(path)
    return typeof found === 'string' ? Buffer.from(found) : found
  }
  return {
    text: (path) => {
      const found = files.get(path)
      return typeof found === 'string' || found === undefined
        ? found
        : Buffer.from(found).toString('utf8')
    },
    bytes,
    state: (path) => {
      const found = bytes(path)
      if (found !== undefined) return { kind: 'file', size: found.length, changedAt: 0 }
      return folders.has(path) ? { kind: 'folder', size: 0, changedAt: 0 } : undefined
    },
    list: (folder) =>
      [...(folders.get(folder)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    real: (path) => path,
  }
}
