// SPDX-License-Identifier: Apache-2.0
import {
  basename,
  isMaterial,
  MADE_OF,
  twinsElsewhere,
  type EdgeKind,
  type Inventory,
  type NodeId,
} from '../inventory/index.ts'

/** How far a file got, strongest first (design section 4, "Evidence levels"). */
export type Reach =
  /** linked or generated into an image, directly or through objects and archives */
  | 'image'
  /** compiled or archived, but no link from an image leads to it */
  | 'built'
  /** in no build document as an input of anything */
  | 'none'

/** What the build documents of a set say about which files made it into which images. */
export interface BuildEvidence {
  /** Images (and modules) that say what they are made of; where there is none, the last products of the build. */
  readonly images: readonly NodeId[]
  /** Source and header files that were reached. Zero means: there is nothing to judge by. */
  readonly reachedSources: number
  /** True if every document that compiles names included headers, so that a header's absence means something. Rule 4. */
  readonly knowsIncludes: boolean
  /** True if crates of Rust were compiled and none of them names more than its root: modules are then not seen. */
  readonly hidesModules: boolean
  reach(node: NodeId): Reach
  /** From the file up to the image: nodes and the kind of edge between each and the next. Empty if not reached. */
  chain(node: NodeId): readonly ChainStep[]
  /** Reached (or built) files anywhere in the set by the last part of their path, whatever its case. */
  reachedNamed(basename: string): readonly NodeId[]
  reachedFiles(): Iterable<NodeId>
}

export interface ChainStep {
  readonly node: NodeId
  /** How this node enters the next one of the chain; absent on the last. */
  readonly enters?: EdgeKind | 'sameContent'
}

const IMAGE = 2
const BUILT = 1

export function readBuildEvidence(inventory: Inventory): BuildEvidence {
  const reached = new Uint8Array(inventory.nodeCount)
  /** The node through which each was reached first, and how. */
  const through = new Int32Array(inventory.nodeCount).fill(-1)
  const how = new Map<NodeId, EdgeKind | 'sameContent'>()

  /** Documents that say what was compiled, and those of them that say what it included. */
  const compiling = new Set<number>()
  const including = new Set<number>()
  const { images, otherProducts } = findProducts(inventory)
  const walked = [...walk(images, IMAGE), ...walk(otherProducts, BUILT)]

  function walk(starts: readonly NodeId[], level: number): readonly NodeId[] {
    const queue = starts.filter((node) => (reached[node] ?? 0) < level)
    for (const node of queue) reached[node] = level
    const visit = (next: NodeId, from: NodeId, kind: EdgeKind | 'sameContent'): void => {
      if ((reached[next] ?? 0) >= level) return
      reached[next] = level
      through[next] = from
      how.set(next, kind)
      queue.push(next)
    }
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] ?? 0
      inventory.eachTarget(node, (target, kind) => {
        if (!isMaterial(inventory, node, target, kind)) return
        const role = inventory.role(target)
        if (role === 'source') compiling.add(inventory.documentOf(node))
        if (role === 'header' || kind === 'includes') markIncluding(node)
        visit(target, node, kind)
      })
      for (const twin of twinsElsewhere(inventory, node)) visit(twin, node, 'sameContent')
    }
    return queue
  }

  /** A source that includes a header speaks for the document that compiled the source. */
  function markIncluding(node: NodeId): void {
    // debug information names the headers that have code, and not those with macros alone
    if (inventory.documents[inventory.documentOf(node)]?.facts.format === 'elf') return
    for (let at = node; at >= 0; at = through[at] ?? -1) {
      including.add(inventory.documentOf(at))
      const role = inventory.role(at)
      if (role !== 'source' && role !== 'header') return
    }
  }

  const byName = new Map<string, NodeId[]>()
  let reachedSources = 0
  for (const node of walked) {
    if (inventory.kind(node) !== 'file') continue
    const role = inventory.role(node)
    if (role === 'source' || role === 'header') reachedSources++
    const name = basename(inventory.name(node)).toLowerCase()
    const list = byName.get(name)
    if (list) list.push(node)
    else byName.set(name, [node])
  }

  return {
    images,
    reachedSources,
    hidesModules: hidesModules(inventory, reached),
    knowsIncludes: including.size > 0 && [...compiling].every((each) => including.has(each)),
    reach: (node) =>
      reached[node] === IMAGE ? 'image' : reached[node] === BUILT ? 'built' : 'none',
    chain(node) {
      if (!reached[node]) return []
      const steps: ChainStep[] = []
      for (let at = node; at >= 0; at = through[at] ?? -1) {
        const kind = how.get(at)
        steps.push(kind === undefined ? { node: at } : { node: at, enters: kind })
      }
      return steps
    },
    reachedNamed: (name) => byName.get(name.toLowerCase()) ?? [],
    *reachedFiles() {
      for (const list of byName.values()) yield* list
    },
  }
}

function hidesModules(inventory: Inventory, reached: Uint8Array): boolean {
  const roots = new Set<NodeId>()
  for (const node of inventory.files()) {
    if (reached[node] === 0 || !inventory.name(node).endsWith('.rs')) continue
    for (const { from, kind } of inventory.edgesTo(node)) {
      if (!MADE_OF.has(kind)) continue
      if (roots.has(from)) return false
      roots.add(from)
    }
  }
  return roots.size > 0
}

/**
 * Images and modules that are made of something. A build of a library alone has none: then the products that nothing
 * else is made of are what is shipped. Products beside images (an archive that no image links) are kept apart.
 */
function findProducts(inventory: Inventory): {
  readonly images: readonly NodeId[]
  readonly otherProducts: readonly NodeId[]
} {
  const images: NodeId[] = []
  const products: NodeId[] = []
  const used = new Uint8Array(inventory.nodeCount)
  for (const node of inventory.nodesWithTargets()) {
    if (inventory.kind(node) !== 'file') continue
    let made = false
    let links = false
    inventory.eachTarget(node, (target, kind) => {
      if (target === node || !isMaterial(inventory, node, target, kind)) return
      made = true
      used[target] = 1
      if (kind === 'linksStatically' || kind === 'linksDynamically') links = true
    })
    if (!made) continue
    products.push(node)
    const role = inventory.role(node)
    if (role === 'image' || role === 'module') images.push(node)
    else if (links && role !== 'object' && role !== 'archive') images.push(node)
  }
  const last = products.filter((node) => used[node] === 0)
  return images.length > 0
    ? { images, otherProducts: products }
    : { images: last.filter((node) => inventory.role(node) !== 'source'), otherProducts: products }
}
