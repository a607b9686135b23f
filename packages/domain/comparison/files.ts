// SPDX-License-Identifier: Apache-2.0
import type { ComparedFile, FileChanges } from './comparison.ts'
import { byCodeUnit, sameContent, type SideFile } from './sides.ts'

/** Files by path, then what is left by content: a file of the same content under another path was moved. */
export function compareFiles(
  from: ReadonlyMap<string, SideFile>,
  to: ReadonlyMap<string, SideFile>,
): FileChanges {
  const changed: ComparedFile[] = []
  let unchanged = 0
  let unknown = 0
  for (const [path, before] of from) {
    const after = to.get(path)
    if (after === undefined) continue
    const same = sameContent(before, after)
    if (same === undefined) unknown++
    else if (same) unchanged++
    else changed.push({ path, role: after.role })
  }
  const gone = [...from.values()].filter(({ path }) => !to.has(path)).sort(byPath)
  const fresh = [...to.values()].filter(({ path }) => !from.has(path)).sort(byPath)
  const moved = movesBetween(gone, fresh)
  const left = new Set(moved.map((move) => move.from))
  const came = new Set(moved.map((move) => move.to))
  const plain = ({ path, role }: SideFile): ComparedFile => ({ path, role })
  return {
    added: fresh.filter(({ path }) => !came.has(path)).map(plain),
    removed: gone.filter(({ path }) => !left.has(path)).map(plain),
    changed: changed.sort(byPath),
    moved,
    unchanged,
    unknown,
  }
}

/** Each file moves once, to the first of its content: empty files are equal to many. */
function movesBetween(gone: readonly SideFile[], fresh: readonly SideFile[]) {
  const byDigest = new Map<string, SideFile[]>()
  for (const file of fresh) {
    for (const key of keysOf(file)) {
      const list = byDigest.get(key)
      if (list) list.push(file)
      else byDigest.set(key, [file])
    }
  }
  const taken = new Set<string>()
  const moves: { from: string; to: string; role: SideFile['role'] }[] = []
  for (const file of gone) {
    const target = keysOf(file)
      .flatMap((key) => byDigest.get(key) ?? [])
      .find(({ path }) => !taken.has(path))
    if (target === undefined) continue
    taken.add(target.path)
    moves.push({ from: file.path, to: target.path, role: target.role })
  }
  return moves
}

function keysOf({ digests }: SideFile): readonly string[] {
  return [...digests].flatMap(([algorithm, values]) =>
    STRONG.has(algorithm) ? [...values].map((value) => `${algorithm} ${value}`) : [],
  )
}

const STRONG: ReadonlySet<string> = new Set(['sha512', 'sha256', 'sha384', 'sha1'])

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return byCodeUnit(a.path, b.path)
}
