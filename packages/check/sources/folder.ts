// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { SettingsError } from '../settings/error.ts'

/** A source tree of `--source [NAME=]DIR`. */
export interface SourceFolder {
  /** The component whose tree it is, if the user says so. */
  readonly component?: string
  readonly path: string
  /** Paths below it, with `/`, sorted. */
  readonly files: readonly string[]
  /** The file whose path has the longest end in common with this one; undefined if that is less than a folder. */
  fileAt(path: string): string | undefined
}

const MOST_FILES = 2_000_000
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.repo'])

/** @throws SettingsError where it is no folder. */
export function openSourceFolder(written: string): SourceFolder {
  const { component, path } = splitName(written)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new SettingsError('--source', [`${path} is no folder`])
  }
  const root = resolve(path)
  const files = listFiles(root)
  const known = new Set(files)
  return {
    ...(component === undefined ? {} : { component }),
    path: root,
    files,
    fileAt(asked) {
      if (known.has(asked)) return asked
      const absolute = `${root.split(sep).join('/')}/`
      if (asked.startsWith(absolute) && known.has(asked.slice(absolute.length))) {
        return asked.slice(absolute.length)
      }
      const steps = asked.split('/').slice(-MOST_STEPS)
      for (let i = 0; i < steps.length - 1; i++) {
        const tail = steps.slice(i).join('/')
        if (known.has(tail)) return tail
      }
      return undefined
    },
  }
}

const MOST_STEPS = 64

/** `NAME=DIR`, unless that whole text is a folder. */
function splitName(written: string): { readonly component?: string; readonly path: string } {
  const equals = written.indexOf('=')
  if (equals <= 0 || statSync(written, { throwIfNoEntry: false })?.isDirectory()) {
    return { path: written }
  }
  return { component: written.slice(0, equals), path: written.slice(equals + 1) }
}

/** Links are not followed, so that a loop cannot catch us. */
function listFiles(root: string): readonly string[] {
  const files: string[] = []
  const queue = [root]
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    let entries: Dirent[]
    try {
      entries = readdirSync(folder, { withFileTypes: true })
    } catch {
      continue
    }
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!LEFT_OUT.has(entry.name)) queue.push(join(folder, entry.name))
      } else if (entry.isFile()) {
        files.push(relative(root, join(folder, entry.name)).split(sep).join('/'))
        if (files.length > MOST_FILES) {
          throw new SettingsError('--source', [`${root} holds more than ${MOST_FILES} files`])
        }
      }
    }
  }
  return files.sort()
}
