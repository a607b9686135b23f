// SPDX-License-Identifier: Apache-2.0
import type { EdgeKind, NodeId } from './facts.ts'
import type { Inventory } from './graph.ts'

/** Edges that lead from a product to what it was made of. */
export const MADE_OF: ReadonlySet<EdgeKind> = new Set([
  'generatedFrom',
  'linksStatically',
  'linksDynamically',
  'includes',
  'hasInput',
  'copyOf',
])

/** Whether an edge says that `from` was made of `to`. */
export function isMaterial(
  inventory: Inventory,
  from: NodeId,
  to: NodeId,
  kind: EdgeKind,
): boolean {
  const target = inventory.kind(to)
  if (target !== 'file' && target !== 'build') return false
  if (MADE_OF.has(kind)) return true
  if (kind !== 'contains' || target !== 'file' || inventory.kind(from) !== 'file') return false
  // an archive or file-system image that lists what it contains; a folder that does is no product
  const role = inventory.role(from)
  return role === 'archive' || role === 'image' || role === 'module'
}

/**
 * The same content in another document. Several equal files there (empty ones, copied licence headers) are told apart by
 * their path; where no path fits, all of them count: too much is kept rather than too little.
 */
export function twinsElsewhere(inventory: Inventory, node: NodeId): readonly NodeId[] {
  if (inventory.documents.length < 2 || inventory.kind(node) !== 'file') return []
  const owner = inventory.documentOf(node)
  const twins = inventory.digests
    .sameContent(node)
    .map((twin) => twin.node)
    .filter((twin) => inventory.documentOf(twin) !== owner && inventory.kind(twin) === 'file')
  if (twins.length < 2) return twins
  const path = inventory.name(node)
  const fitting = twins.filter(
    (twin) => endsWithPath(path, inventory.name(twin)) || endsWithPath(inventory.name(twin), path),
  )
  return fitting.length > 0 ? fitting : twins
}

/** `a/b/c.c` ends with `b/c.c`, not with `xb/c.c`. */
export function endsWithPath(path: string, tail: string): boolean {
  if (!path.endsWith(tail)) return false
  return path.length === tail.length || path[path.length - tail.length - 1] === '/'
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
