// SPDX-License-Identifier: Apache-2.0
import { companionsOf } from '../identity/companions.ts'
import type { EdgeKind, Inventory, NodeId } from '../inventory/index.ts'
import type { BuildEvidence } from './build-evidence.ts'
import { filesOf, type SourceTree } from './source-tree.ts'

/** A package that an image is made of, where nothing says which of its files. */
const MADE_OF: ReadonlySet<EdgeKind> = new Set([
  'generatedFrom',
  'linksStatically',
  'linksDynamically',
  'hasInput',
  'copyOf',
])

/**
 * Where a component is, or may be, and no build record shows what of it: an image that does not say what it was made of,
 * or an occurrence in documents that hang together with no build (a second product in the same check). Evidence of one
 * image says nothing of another, so that nothing is dropped then. Undefined: every place is seen.
 */
export function unseenPlace(
  inventory: Inventory,
  component: readonly NodeId[],
  evidence: BuildEvidence,
  tree: SourceTree,
): string | undefined {
  const silent = tree.files.find((file) => isShipped(inventory, file) && isSilent(evidence, file))
  if (silent !== undefined) {
    return `no document says what ${inventory.name(silent)} was made of, and it belongs to this component`
  }
  for (const node of component) {
    for (const { from, kind } of inventory.edgesTo(node)) {
      if (!MADE_OF.has(kind) || inventory.kind(from) !== 'file' || !isSilent(evidence, from))
        continue
      return `${inventory.name(from)} was made of this component, and no document says of which of its files`
    }
  }
  // a package that only says who another one is (Zephyr's `modules-deps`) is no place of its own
  const followers = new Set([...companionsOf(inventory).values()].flat())
  const alone = component.find(
    (node) => !followers.has(node) && !isNearBuild(inventory, node, evidence),
  )
  if (alone === undefined) return undefined
  const { source } = inventory.documents[inventory.documentOf(alone)]?.facts ?? {}
  return `it is also in ${source ?? 'another document'}, and no build record belongs to that document`
}

/**
 * Source trees hold `.bin` and `.hex` as test data and scripts that are called like the image; not these. A document that
 * says that it lists sources lists no image: what is called like one there is test data, or is linked on record.
 */
function isShipped(inventory: Inventory, file: NodeId): boolean {
  const { sbomTypes = [] } = inventory.documents[inventory.documentOf(file)]?.facts ?? {}
  if (sbomTypes.length === 1 && sbomTypes[0] === 'source') return false
  return /\.(?:elf|axf|exe|dll|dylib|ko|llext|uf2|so(?:\.\d+)*)$/i.test(inventory.name(file))
}

/** Neither made of anything on record nor itself in something that is. */
function isSilent(evidence: BuildEvidence, file: NodeId): boolean {
  return evidence.reach(file) === 'none'
}

function isNearBuild(inventory: Inventory, node: NodeId, evidence: BuildEvidence): boolean {
  const documents = tiedDocuments(inventory, inventory.documentOf(node))
  if (evidence.images.some((image) => documents.has(inventory.documentOf(image)))) return true
  return filesOf(inventory, [node]).some((file) => evidence.reach(file) !== 'none')
}

/** Documents that refer to each other's elements, directly or through others. */
function tiedDocuments(inventory: Inventory, start: number): ReadonlySet<number> {
  const tied = new Set([start])
  for (const at of tied) {
    for (let other = 0; other < inventory.documents.length; other++) {
      if (tied.has(other)) continue
      if (inventory.crossReferences(at, other) + inventory.crossReferences(other, at) > 0) {
        tied.add(other)
      }
    }
  }
  return tied
}
