// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { accessSync, constants, realpathSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import { toolNamed } from '../command/index.ts'

/** Runs one of the build's own tools to ask it about itself; passed in, so that tests need no tools. */
export type AskProgram = (
  program: string,
  words: readonly string[],
  directory: string,
) => { readonly out: string; readonly err: string } | undefined

const LONGEST_WAIT = 10_000

/**
 * Asks compilers, linkers and archivers that a build recorded, and nothing else: a record may name any program. One that lies in
 * the build's own folders is never run, for the build may have written it.
 */
export function programsOutside(folders: readonly string[]): AskProgram {
  return (program, words, directory) => {
    const found = findProgram(program, directory)
    if (found === undefined || !isKnown(program) || !isOutside(found, folders)) return undefined
    const { stdout, stderr, error } = spawnSync(found, [...words], {
      cwd: directory,
      encoding: 'utf8',
      timeout: LONGEST_WAIT,
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    return error === undefined ? { out: stdout, err: stderr } : undefined
  }
}

/** A link out of the build to a tool is the tool: a watched build leaves such links for what `configure` wrote down. */
function isOutside(program: string, folders: readonly string[]): boolean {
  const isWithin = (path: string): boolean =>
    folders.some((folder) => path.startsWith(`${folder}/`))
  if (!isWithin(program)) return true
  const real = realpathSync(program)
  return (
    !isWithin(real) &&
    !folders.map(realOf).some((folder) => real.startsWith(`${folder}/`)) &&
    isKnown(real)
  )
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

/** Where a program is, by PATH where it has no folder. */
export function findProgram(program: string, directory: string): string | undefined {
  const all = isAbsolute(program)
    ? [program]
    : program.includes('/')
      ? [join(directory, program)]
      : programFolders().map((folder) => join(folder, program))
  return all.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** As in PATH. */
export function programFolders(): readonly string[] {
  return (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
}

function isKnown(program: string): boolean {
  const tool = toolNamed(basename(program))?.tool
  return tool !== undefined && tool !== 'shell' && tool !== 'copier' && tool !== 'other'
}
