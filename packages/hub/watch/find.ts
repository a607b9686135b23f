// SPDX-License-Identifier: Apache-2.0
import type { BigIntStats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lane } from '@headwater/store/documents'

/** A file of the watched folder that is to be taken in. */
export interface WatchedFile {
  readonly product: string
  readonly release: string
  /** Where its folder says that it belongs; else its own word. */
  readonly lane?: Lane
  readonly name: string
  readonly folder: string
  readonly path: string
  /** Which file it is and how it stands: another word of it is another file, or one that is still being written. */
  readonly state: string
}

/** Names of folders that say in which lane a document belongs. */
const LANES: readonly Lane[] = [
  'design',
  'source',
  'build',
  'analyzed',
  'deployed',
  'runtime',
  'vex',
]
export const DONE = 'done'
export const ERROR_SUFFIX = '.error.txt'
/** What programs call a file until it is whole. */
const UNFINISHED = /^\.|~$|\.(?:tmp|temp|part|partial|swp|crdownload|filepart)$/i
/** Of one look: the next one takes the others. */
const MOST_FILES = 1_000
const MOST_ENTRIES = 100_000
const LONGEST_NAME = 200

/**
 * Every file of `<folder>/<product>/<release>/` and of `<folder>/<product>/<release>/<lane>/`. Links are not followed, whatever they
 * lead to; nor is anything looked into that does not stand at these depths.
 */
export async function findFiles(folder: string): Promise<readonly WatchedFile[]> {
  const files: WatchedFile[] = []
  for (const product of await foldersIn(folder)) {
    for (const release of await foldersIn(join(folder, product))) {
      const path = join(folder, product, release)
      const place = { product, release }
      files.push(...(await filesIn(path, place)))
      for (const lane of LANES) {
        if (await isFolder(join(path, lane))) {
          files.push(...(await filesIn(join(path, lane), { ...place, lane })))
        }
      }
      if (files.length >= MOST_FILES) return files.slice(0, MOST_FILES)
    }
  }
  return files
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && isName(entry.name))
    .map(({ name }) => name)
    .sort()
    .slice(0, MOST_ENTRIES)
}

/** What an API would take as a name as well. */
function isName(name: string): boolean {
  return (
    !name.startsWith('.') &&
    name.length <= LONGEST_NAME &&
    name.trim() === name &&
    !/[\p{Cc}\uFFFD]/u.test(name)
  )
}

async function filesIn(
  folder: string,
  place: Pick<WatchedFile, 'product' | 'release' | 'lane'>,
): Promise<readonly WatchedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files: WatchedFile[] = []
  for (const entry of entries.slice(0, MOST_ENTRIES)) {
    const { name } = entry
    if (!entry.isFile() || UNFINISHED.test(name) || name.endsWith(ERROR_SUFFIX)) continue
    const path = join(folder, name)
    const stats = await lstat(path, { bigint: true }).catch(() => undefined)
    if (stats?.isFile() !== true || (await isRefused(path, stats))) continue
    files.push({ ...place, name, folder, path, state: stateOf(stats) })
    if (files.length >= MOST_FILES) break
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export function stateOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}`
}

/** It was refused as it stands; it is tried again once it changes, or once the note is taken away. */
async function isRefused(path: string, { mtimeNs, ctimeNs }: BigIntStats): Promise<boolean> {
  const note = await lstat(`${path}${ERROR_SUFFIX}`, { bigint: true }).catch(() => undefined)
  return note !== undefined && note.mtimeNs >= mtimeNs && note.mtimeNs >= ctimeNs
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() === true
}
