// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import type { BuildFile } from '../build/model.ts'
import type { ImageFacts } from './images.ts'

/** By a root of files here: folders under which debug information knows them. */
export type ForeignRoots = ReadonlyMap<string, ReadonlySet<string>>

/** Of the sources whose names an image has, so many must be in one and the same other folder. */
const LEAST_SHARE = 0.9

/**
 * A build that was moved, or made in a container, or with its paths mapped by means that no command line shows, has debug
 * information with other folders than those where its sources are. Where an image knows none of a root's sources by their own
 * paths, and all but a few in the same places below one other folder, that folder is the root's.
 */
export function foreignRoots(
  images: readonly ImageFacts[],
  compiled: readonly BuildFile[],
): ForeignRoots {
  const found = new Map<string, Set<string>>()
  const byRoot = new Map<string, BuildFile[]>()
  for (const file of compiled) {
    const root = rootOf(file)
    const list = byRoot.get(root)
    if (list) list.push(file)
    else byRoot.set(root, [file])
  }
  for (const { bySource } of images) {
    const byName = new Map<string, string[]>()
    for (const source of bySource.keys()) {
      const list = byName.get(basename(source))
      if (list) list.push(source)
      else byName.set(basename(source), [source])
    }
    for (const [root, files] of byRoot) {
      if (files.some(({ path }) => bySource.has(path))) continue
      const folder = votedFolder(files, byName)
      if (folder === undefined) continue
      const folders = found.get(root)
      if (folders) folders.add(folder)
      else found.set(root, new Set([folder]))
    }
  }
  return found
}

function votedFolder(
  files: readonly BuildFile[],
  byName: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const votes = new Map<string, number>()
  let voters = 0
  for (const { name } of files) {
    const sources = byName.get(basename(name))
    if (sources === undefined) continue
    voters++
    for (const source of sources) {
      if (!source.endsWith(`/${name}`)) continue
      const folder = source.slice(0, -name.length - 1)
      votes.set(folder, (votes.get(folder) ?? 0) + 1)
    }
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a)
  return best !== undefined && best[1] >= voters * LEAST_SHARE ? best[0] : undefined
}

/** The folder that a file's name counts from. */
export function rootOf({ path, name }: BuildFile): string {
  return path.endsWith(`/${name}`) ? path.slice(0, -name.length - 1) : ''
}
