// SPDX-License-Identifier: Apache-2.0
import { readdirSync, realpathSync, statSync } from 'node:fs'
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
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) throw new IntakeError('NOT_FOUND', `${path}: no such file or folder`)
    if (!stat.isDirectory()) {
      if (isNew(path)) yield* openFile(path, path, true, limits)
      continue
    }
    for (const file of filesBelow(path)) {
      const name = join(path, relative(path, file)).split(sep).join('/')
      if (isNew(file)) yield* openFile(file, name, false, limits)
    }
  }
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
    const entries = readdirSync(at, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') {
          queue.push(join(at, entry.name))
        }
      } else if (entry.isFile()) found.push(join(at, entry.name))
    }
  }
  return found.sort()
}
