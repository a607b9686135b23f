// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { shimKindOf } from './names.ts'
import type { ShimKind } from './shim.ts'

export interface FoundTool {
  readonly name: string
  /** As PATH finds it; links are not followed, for a link's name may be what a tool goes by. */
  readonly path: string
  readonly kind: ShimKind
}

/** Every build tool that PATH leads to, the first of each name. Folders in `except` are passed over. */
export function findTools(
  path: string,
  directory: string,
  except: readonly string[],
): readonly FoundTool[] {
  const found = new Map<string, FoundTool>()
  for (const folder of foldersOf(path, directory)) {
    if (except.includes(folder)) continue
    for (const name of namesIn(folder)) {
      const kind = found.has(name) ? undefined : shimKindOf(name)
      const file = join(folder, name)
      if (kind !== undefined && isProgram(file)) found.set(name, { name, path: file, kind })
    }
  }
  return [...found.values()]
}

/** The program that a name leads to, as a shell would find it. */
export function findProgram(name: string, path: string, directory: string): string | undefined {
  if (name.includes('/'))
    return isProgram(resolve(directory, name)) ? resolve(directory, name) : undefined
  return findPrograms(name, path, directory)[0]
}

/** Every program of that name, in the order of PATH. */
export function findPrograms(name: string, path: string, directory: string): readonly string[] {
  return foldersOf(path, directory)
    .map((folder) => join(folder, name))
    .filter(isProgram)
}

/** An empty entry of PATH is the current folder (POSIX, 8.3). */
function foldersOf(path: string, directory: string): readonly string[] {
  return [
    ...new Set(
      path
        .split(':')
        .map((entry) => (isAbsolute(entry) ? resolve(entry) : resolve(directory, entry))),
    ),
  ]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
