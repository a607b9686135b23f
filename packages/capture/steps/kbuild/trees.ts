// SPDX-License-Identifier: Apache-2.0
import { basename, dirname, join, normalize } from 'node:path/posix'
import type { BuildFiles } from '../files.ts'
import { walkFolders } from '../walk.ts'
import { readCmdFile, type CmdFile } from './cmd-file.ts'

export interface Recorded extends CmdFile {
  /** Where the `.cmd` file lies. */
  readonly record: string
}

/** Records of one run of make: the folder in which it ran, and what it made. */
export interface KbuildTree {
  readonly root: string
  readonly records: readonly Recorded[]
}

/** All records below a folder, by the folder in which make ran: target `a/b.o` recorded in `X/a/.b.o.cmd` was made in X. */
export function treesBelow(
  folder: string,
  files: BuildFiles,
): { readonly trees: readonly KbuildTree[]; readonly homeless: readonly Recorded[] } {
  const byRoot = new Map<string, Recorded[]>()
  const homeless: Recorded[] = []
  const known = new Map<string, string>()
  for (const path of cmdFilesBelow(folder, files)) {
    const text = files.text(path)
    const record = text === undefined ? undefined : readCmdFile(text, known)
    if (record === undefined || text === undefined) continue
    const root = rootOf(path, record.target)
    if (root === undefined) homeless.push({ ...record, record: path })
    else {
      const list = byRoot.get(root)
      if (list) list.push({ ...record, record: path })
      else byRoot.set(root, [{ ...record, record: path }])
    }
  }
  return {
    trees: [...byRoot].map(([root, records]) => ({ root, records })),
    homeless,
  }
}

/** Whether Kbuild worked in this folder: it left a record at its top (modules), or its configuration and a record near the top. */
export function hasRecords(folder: string, files: BuildFiles): boolean {
  const here = files.list(folder)
  if (here.some((entry) => isCmdFile(entry.name))) return true
  return (
    here.some((entry) => entry.name === '.config') &&
    NEAR.some((name) => files.list(join(folder, name)).some((entry) => isCmdFile(entry.name)))
  )
}

const NEAR = ['scripts/basic', 'scripts', 'scripts/kconfig', 'init', 'lib', 'common', 'applets']

function cmdFilesBelow(top: string, files: BuildFiles): readonly string[] {
  const found: string[] = []
  walkFolders(top, files, (folder, entries) => {
    for (const { name } of entries) if (isCmdFile(name)) found.push(`${folder}/${name}`)
  })
  return found
}

function isCmdFile(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.cmd') && name.length > 5
}

/** Targets may have detours: `arch/x86/boot/compressed/../voffset.h`. */
function rootOf(path: string, raw: string): string | undefined {
  const folder = dirname(path)
  if (raw.startsWith('/')) return undefined
  const target = normalize(raw)
  const inner = dirname(target)
  if (basename(path) !== `.${basename(target)}.cmd`) return undefined
  if (inner === '.') return folder
  const end = `/${inner}`
  return folder.endsWith(end) ? folder.slice(0, -end.length) : undefined
}
