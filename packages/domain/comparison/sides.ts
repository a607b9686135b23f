// SPDX-License-Identifier: Apache-2.0
import type { Digest, FileRole, Inventory } from '../inventory/index.ts'

/** A file of one set: the same path in several documents is one file. */
export interface SideFile {
  readonly path: string
  role: FileRole
  /** By algorithm; several where documents contradict each other. */
  readonly digests: Map<string, Set<string>>
}

/**
 * The files of a set by path. Builds in two folders name the same files by absolute paths under two roots: the folder that
 * all absolute paths of a set have in common is left out.
 */
export function filesOfSide(inventory: Inventory): ReadonlyMap<string, SideFile> {
  const root = commonFolder(inventory)
  const files = new Map<string, SideFile>()
  for (const node of inventory.files()) {
    const path = relativeTo(root, inventory.name(node))
    let file = files.get(path)
    if (file === undefined) {
      file = { path, role: inventory.role(node), digests: new Map() }
      files.set(path, file)
    }
    if (file.role === 'unknown') file.role = inventory.role(node)
    for (const digest of inventory.digests.of(node)) note(file, digest)
  }
  return files
}

export function commonFolder(inventory: Inventory): string {
  let common: string | undefined
  for (const node of inventory.files()) {
    const path = inventory.name(node)
    if (!path.startsWith('/') || isOfSystem(path)) continue
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    if (common === undefined) common = folder
    while (!folder.startsWith(common)) {
      common = common.slice(0, common.lastIndexOf('/', common.length - 2) + 1)
    }
  }
  return common ?? ''
}

/** Headers of the system are at the same place in both builds. */
function isOfSystem(path: string): boolean {
  return /^\/(?:usr|opt|lib|lib64|etc)\//.test(path)
}

export function relativeTo(root: string, path: string): string {
  return root !== '' && path.startsWith(root) && !isOfSystem(path) ? path.slice(root.length) : path
}

function note(file: SideFile, { algorithm, value }: Digest): void {
  const known = file.digests.get(algorithm)
  if (known) known.add(value)
  else file.digests.set(algorithm, new Set([value]))
}

/** Undefined: they have no algorithm in common. */
export function sameContent(a: SideFile, b: SideFile): boolean | undefined {
  for (const algorithm of ALGORITHMS) {
    const [left, right] = [a.digests.get(algorithm), b.digests.get(algorithm)]
    if (left !== undefined && right !== undefined) return [...left].some((each) => right.has(each))
  }
  return undefined
}

const ALGORITHMS: readonly string[] = ['sha512', 'sha256', 'sha384', 'sha1', 'gitoid', 'md5']

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
