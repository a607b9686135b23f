// SPDX-License-Identifier: Apache-2.0
import type { EdgeKind, Inventory, NodeId } from '../inventory/index.ts'
import type { BuildEvidence } from './build-evidence.ts'

/**
 * The files of one component as its documents list them, and how complete that list looks: `whole` trees list what was
 * not compiled too, so that a missing path means "not in this release"; a list of `used` files cannot tell.
 */
export interface SourceTree {
  readonly files: readonly NodeId[]
  readonly sources: number
  readonly coverage: 'whole' | 'used' | 'none'
  /** Files whose path is `prefix + path`, for the prefix under which the set's locations are found best. */
  at(path: string): readonly NodeId[]
  /** Whether a file is told to be of this tree: listed in it, at the path of one of it, or of the same content. */
  holds(file: NodeId): boolean
  /** Files that a glob of the repository's own paths matches. */
  matching(glob: string): readonly NodeId[]
  /** Directory under which the documents list the repository (`linux-6.1/`), empty most of the time. */
  readonly prefix: string
}

/** Edges from a package to what it holds, is shipped as, or was made from. */
const HOLDS: ReadonlySet<EdgeKind> = new Set([
  'contains',
  'distributes',
  'generatedFrom',
  'hasInput',
  'linksStatically',
  'includes',
  'copyOf',
])

/** A list of which nine tenths and more were compiled is a list of what was compiled. */
const USED_LIST_SHARE = 0.9

export function sourceTreeOf(
  inventory: Inventory,
  component: readonly NodeId[],
  evidence: BuildEvidence,
  listedPaths: Iterable<string>,
): SourceTree {
  const files = filesOf(inventory, component)
  /** Hardly any path stands twice: a list for each would be most of the time that this takes. */
  const byPath = new Map<string, NodeId>()
  const further = new Map<string, NodeId[]>()
  let sources = 0
  let reached = 0
  for (const file of files) {
    const path = inventory.name(file)
    const before = byPath.size
    byPath.set(path, byPath.get(path) ?? file)
    if (byPath.size === before) further.set(path, [...(further.get(path) ?? []), file])
    if (inventory.role(file) !== 'source') continue
    sources++
    if (evidence.reach(file) !== 'none') reached++
  }
  const prefix = votePrefix(byPath, listedPaths)
  const coverage = sources === 0 ? 'none' : reached / sources >= USED_LIST_SHARE ? 'used' : 'whole'
  const globs = new Map<string, readonly NodeId[]>()
  let listed: ReadonlySet<NodeId> | undefined
  const nodesAt = (path: string): readonly NodeId[] => {
    const node = byPath.get(path)
    return node === undefined ? [] : [node, ...(further.get(path) ?? [])]
  }

  return {
    files,
    sources,
    coverage,
    prefix,
    at: (path) => nodesAt(prefix + path),
    holds(file) {
      listed ??= new Set(files)
      const own = listed
      if (own.has(file)) return true
      if (tailsOf(inventory.name(file)).some((tail) => byPath.has(prefix + tail))) return true
      return inventory.digests.sameContent(file).some(({ node }) => own.has(node))
    },
    matching(glob) {
      const known = globs.get(glob)
      if (known) return known
      const test = globMatcher(glob)
      const found: NodeId[] = []
      for (const path of byPath.keys()) {
        if (path.startsWith(prefix) && test(path.slice(prefix.length))) found.push(...nodesAt(path))
      }
      globs.set(glob, found)
      return found
    },
  }
}

/** The files of some occurrences of a component, and what they were made of. */
export function filesOf(inventory: Inventory, component: readonly NodeId[]): readonly NodeId[] {
  const seen = new Uint8Array(inventory.nodeCount)
  for (const node of component) seen[node] = 1
  const queue = [...component]
  const files: NodeId[] = []
  for (let i = 0; i < queue.length; i++) {
    inventory.eachTarget(queue[i] ?? 0, (target, kind) => {
      if (seen[target] === 1 || !HOLDS.has(kind)) return
      const targetKind = inventory.kind(target)
      if (targetKind === 'file') files.push(target)
      else if (targetKind !== 'build' && targetKind !== 'package') return
      // a package inside a package is a component of its own, unless it is what this one was made from
      if (targetKind === 'package' && kind === 'contains') return
      seen[target] = 1
      queue.push(target)
    })
  }
  return [...files, ...besideIn(inventory, files, seen)]
}

/**
 * What lies in the same listed folder: the kernel's own SBOM lists a source tree as one folder and names no package for it.
 */
function besideIn(
  inventory: Inventory,
  files: readonly NodeId[],
  seen: Uint8Array,
): readonly NodeId[] {
  const found = new Set<NodeId>()
  const folders = new Set<NodeId>()
  for (const file of files) {
    if (inventory.role(file) !== 'source') continue
    for (const { from } of inventory.edgesTo(file, 'contains')) {
      if (inventory.kind(from) !== 'package') folders.add(from)
    }
  }
  for (const folder of folders) {
    inventory.eachTarget(folder, (target, kind) => {
      if (kind !== 'contains' || seen[target] === 1) return
      if (inventory.kind(target) === 'file') found.add(target)
    })
  }
  return [...found]
}

/**
 * The repository may be listed below a directory (`sources/linux-6.1/`). The prefix under which most of the listed paths
 * are found is taken; one that does not fit is noticed by rule 6, for then nothing is found at all.
 */
function votePrefix(byPath: ReadonlyMap<string, unknown>, listed: Iterable<string>): string {
  const wanted = new Map<string, string[]>()
  let plain = 0
  let asked = 0
  for (const path of listed) {
    if (/[*?[]/.test(path)) continue
    if (++asked > 2000) break
    if (byPath.has(path)) plain++
    const name = path.slice(path.lastIndexOf('/') + 1)
    const list = wanted.get(name)
    if (list) list.push(path)
    else wanted.set(name, [path])
  }
  if (asked === 0 || plain > asked / 2) return ''
  const votes = new Map<string, number>([['', plain]])
  for (const path of byPath.keys()) {
    for (const tail of wanted.get(path.slice(path.lastIndexOf('/') + 1)) ?? []) {
      if (!path.endsWith(`/${tail}`)) continue
      const prefix = path.slice(0, path.length - tail.length)
      votes.set(prefix, (votes.get(prefix) ?? 0) + 1)
    }
  }
  let best = ''
  let most = plain
  for (const [prefix, count] of votes) {
    if (count > most || (count === most && prefix.length < best.length)) {
      best = prefix
      most = count
    }
  }
  return best
}

/** `a/b/c.c`, `b/c.c`: the ends of a path that still name a folder, as build documents list sources under other roots. */
function tailsOf(path: string): readonly string[] {
  const steps = path.split('/').slice(-MOST_STEPS)
  return steps.slice(0, -1).map((_, i) => steps.slice(i).join('/'))
}

const MOST_STEPS = 32

/** `*` stays within a directory, `**` does not, `?` is one character. No backtracking beyond one star. */
export function globMatcher(glob: string): (path: string) => boolean {
  if (!/[*?]/.test(glob)) return (path) => path === glob
  const parts = glob.split('/')
  return (path) => matchSteps(parts, path.split('/'))
}

function matchSteps(parts: readonly string[], steps: readonly string[]): boolean {
  // dynamic over (part, step): linear in parts x steps, whatever the number of stars
  let row = new Set([0])
  for (const [index, part] of parts.entries()) {
    const next = new Set<number>()
    const isLast = index === parts.length - 1
    if (part === '**') {
      // rows are filled upwards: the first is the least
      const [first = 0] = row
      const least = first + (isLast ? 1 : 0)
      for (let to = least; to <= steps.length; to++) next.add(to)
    } else {
      for (const at of row) {
        if (at < steps.length && matchStep(part, steps[at] ?? '')) next.add(at + 1)
      }
    }
    if (next.size === 0) return false
    row = next
  }
  return row.has(steps.length)
}

function matchStep(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let mark = 0
  while (t < text.length) {
    if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++
      t++
    } else if (p < pattern.length && pattern[p] === '*') {
      star = p++
      mark = t
    } else if (star >= 0) {
      p = star + 1
      t = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
