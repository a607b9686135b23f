// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'

/** What readers of build systems may ask about the files of a build. Paths are absolute. */
export interface BuildFiles {
  /** UTF-8 text, or undefined if there is no such file or it is larger than {@link LARGEST_TEXT}. */
  readonly text: (path: string) => string | undefined
  readonly bytes: (path: string) => Uint8Array | undefined
  /** Links are followed. */
  readonly state: (path: string) => FileState | undefined
  /** Empty for what is no folder. Sorted by name. */
  readonly list: (folder: string) => readonly FolderEntry[]
  /** The same file by its one true name; the path itself where there is none. */
  readonly real: (path: string) => string
}

interface FileState {
  readonly kind: 'file' | 'folder' | 'other'
  readonly size: number
  /** Milliseconds since 1970, with the fraction that the file system keeps. */
  readonly changedAt: number
}

export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

/** The longest string that Node.js makes is little longer. The `build.ninja` of a browser has 200 MB. */
const LARGEST_TEXT = 500_000_000

/**
 * The files of this machine. Reads wait (a build's records are small and many, and each costs less than to ask for it
 * asynchronously); states are remembered, since thousands of objects include the same headers.
 */
export function filesOnDisk(): BuildFiles {
  const states = new Map<string, FileState | undefined>()
  return {
    text: (path) => {
      const bytes = bytesOf(path)
      return bytes === undefined || bytes.length > LARGEST_TEXT ? undefined : bytes.toString('utf8')
    },
    bytes: bytesOf,
    state: (path) => {
      const known = states.get(path)
      if (known !== undefined || states.has(path)) return known
      const found = stateOf(path)
      states.set(path, found)
      return found
    },
    list: listOf,
    real: (path) => {
      try {
        return realpathSync(path)
      } catch {
        return path
      }
    },
  }
}

export function isFile(files: BuildFiles, path: string): boolean {
  return files.state(path)?.kind === 'file'
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

function stateOf(path: string): FileState | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: false })
  if (found === undefined) return undefined
  const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
  return { kind, size: found.size, changedAt: found.mtimeMs }
}

function listOf(folder: string): readonly FolderEntry[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({
        name: entry.name,
        kind: entry.isFile()
          ? ('file' as const)
          : entry.isDirectory()
            ? ('folder' as const)
            : entry.isSymbolicLink()
              ? ('link' as const)
              : ('other' as const),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
