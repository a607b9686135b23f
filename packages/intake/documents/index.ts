// SPDX-License-Identifier: Apache-2.0
import { readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { DEFAULT_LIMITS, type Limits } from '@headwater/formats/source'
import { IntakeError } from '../archive/error.ts'
import { openArchive } from '../archive/index.ts'
import { archiveKind, fileSource, gunzipSource, type DigestedSource } from '../archive/source.ts'

export { IntakeError } from '../archive/error.ts'
export type { DigestedSource } from '../archive/source.ts'

/** One document that a path led to. `explicit`: the user named this very file, so that it must be something we read. */
export interface OpenedDocument {
  readonly source: DigestedSource
  readonly explicit: boolean
}

/**
 * Everything below the given paths: files, folders (all files, sorted by name), and what gzip, tar and zip hold. Names
 * are relative to the path that was given; members of archives are `archive.zip!/member`. Nothing is unpacked to disk.
 * @throws IntakeError for what cannot be opened; LimitError where a limit is met.
 */
export async function* openDocuments(
  paths: readonly string[],
  limits: Limits = DEFAULT_LIMITS,
): AsyncIterable<OpenedDocument> {
  // a folder and a file in it, or one file under two names: read once
  const seen = new Set<string>()
  const isNew = (path: string): boolean => {
    const real = realpathSync(path)
    return !seen.has(real) && seen.add(real) !== undefined
  }
  for (const path of paths) {
    if (!isFolder(path)) {
      if (isNew(path)) yield* openFile(path, path, true, limits)
      continue
    }
    for (const file of filesBelow(path)) {
      const name = join(path, relative(path, file)).split(sep).join('/')
      if (isNew(file)) yield* openFile(file, name, false, limits)
    }
  }
}

function isFolder(path: string): boolean {
  let stat: Stats | undefined
  try {
    stat = statSync(path, { throwIfNoEntry: false })
  } catch (cause) {
    throw unreadable(path, cause)
  }
  if (stat === undefined) throw new IntakeError('NOT_FOUND', `${path}: no such file or folder`)
  return stat.isDirectory()
}

/** Permissions, loops of links, names that are too long or hold a NUL. */
function unreadable(path: string, cause: unknown): IntakeError {
  const why = cause instanceof Error ? cause.message : 'cannot be read'
  return new IntakeError('UNREADABLE', `${path}: ${why}`, { cause })
}

async function* openFile(
  path: string,
  name: string,
  explicit: boolean,
  limits: Limits,
): AsyncIterable<OpenedDocument> {
  const kind = archiveKind(path)
  if (kind === 'zip' || kind === 'tar' || kind === 'tar.gz') {
    for await (const source of openArchive(path, name, kind, limits)) {
      yield { source, explicit: false }
    }
    return
  }
  const file = fileSource(path, name)
  yield { source: kind === 'gzip' ? gunzipSource(file, limits) : file, explicit }
}

/** Depth first, sorted, without dot folders and node_modules; links are not followed, so that a loop cannot catch us. */
export function filesBelow(folder: string): string[] {
  const found: string[] = []
  const queue = [folder]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const entry of entriesOf(at)) {
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') {
          queue.push(join(at, entry.name))
        }
      } else if (entry.isFile()) found.push(join(at, entry.name))
    }
  }
  return found.sort()
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (cause) {
    throw unreadable(folder, cause)
  }
}
