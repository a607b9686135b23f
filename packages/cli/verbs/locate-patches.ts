// SPDX-License-Identifier: Apache-2.0
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readPatch } from '@headwater/locate/patch'
import type { NamedPatch, ReadTree } from '@headwater/locate/places'
import { UsageError } from '../exit.ts'

const LARGEST = 64 * 1024 * 1024

/**
 * Patch files, and folders of them in the order of their `series` (quilt) or of their names. The vulnerability stands in the
 * name, or in the header.
 */
export function readPatches(paths: readonly string[]): readonly NamedPatch[] {
  const patches: NamedPatch[] = []
  for (const path of paths) {
    const isFolder = kindOf(path) === 'folder'
    for (const file of isFolder ? filesOf(path) : [path]) patches.push(readOne(file, !isFolder))
  }
  if (patches.every(({ ids }) => ids.length === 0)) {
    throw new UsageError(`no patch in ${paths.join(', ')} names a CVE in its name or header`)
  }
  return patches
}

function kindOf(path: string): 'folder' | 'file' {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new UsageError(`--patch ${path}: no such file or folder`)
  return stat.isDirectory() ? 'folder' : 'file'
}

function filesOf(folder: string): readonly string[] {
  const series = join(folder, 'series')
  const names = existsSync(series)
    ? readFileSync(series, 'utf8')
        .split('\n')
        .map(
          (line) =>
            line
              .replace(/(?:^|\s)#.*$/, '')
              .trim()
              .split(/\s+/)[0] ?? '',
        )
        .filter((name) => name !== '' && !leaves(name))
    : readdirSync(folder)
        .filter((name) => /\.(?:patch|diff)$/.test(name))
        .sort()
  const files = names.map((name) => join(folder, name)).filter((file) => existsSync(file))
  if (files.length === 0) throw new UsageError(`--patch ${folder}: there is no patch in it`)
  return files
}

function readOne(file: string, isExplicit: boolean): NamedPatch {
  const name = basename(file)
  const patch = readPatch(name, readText(file))
  const inName = name.match(/CVE-\d{4}-\d{4,19}/gi)?.map((id) => id.toUpperCase()) ?? []
  // a patch of a series that only tells of a vulnerability in passing is no fix of it; one that is given is
  const subject = ['subject', 'description', 'bug', 'origin'].flatMap(
    (field) => patch.header.fields.get(field) ?? [],
  )
  const told = isExplicit
    ? patch.header.cves
    : (subject.join('\n').match(/CVE-\d{4}-\d{4,19}/gi) ?? [])
  return { name, ids: inName.length > 0 ? inName : told, patch }
}

function readText(file: string): string {
  const { size } = statSync(file)
  if (size > LARGEST) throw new UsageError(`${file}: ${size} bytes are too many for a patch`)
  return readFileSync(file, 'utf8')
}

/** Reads the tree that the patches were made for. Patches come from anybody: no path of theirs leads out of it. */
export function treeOf(folder: string): ReadTree {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`--source ${folder}: no such folder`)
  }
  return (path) => {
    if (leaves(path)) return undefined
    const file = join(folder, path)
    const stat = lstatSync(file, { throwIfNoEntry: false })
    if (stat === undefined || !stat.isFile() || stat.size > LARGEST) return undefined
    return readFileSync(file, 'utf8')
  }
}

function leaves(path: string): boolean {
  return path.startsWith('/') || path.includes('\0') || path.split(/[\\/]/).includes('..')
}
