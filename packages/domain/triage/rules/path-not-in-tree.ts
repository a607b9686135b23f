// SPDX-License-Identifier: Apache-2.0
import { basename, type Inventory, type NodeId } from '../../inventory/index.ts'
import type { BuildEvidence } from '../build-evidence.ts'
import type { PlaceRule } from '../place.ts'

/** Moved, renamed, of another branch, younger than this release: the code may be here under another name. */
export const pathNotInTree: PlaceRule = {
  id: 'path-not-in-tree',
  number: 2,
  sentence:
    'A location that does not exist in the source inventory (moved, renamed, another branch) is unknown, never dropped.',
  judge(place, { evidence, tree, inTree, inventory, judged }) {
    const undecided = (reason: string) =>
      ({ state: 'undecided', rule: 'path-not-in-tree', reason, files: [] }) as const
    const name = basename(place.path)
    const namesakes = /[*?]/.test(name)
      ? []
      : evidence.reachedNamed(name).filter((node) => !judged.has(node))
    if (inTree.length > 0) {
      const copy = reachedCopy(inTree, inventory, evidence, judged)
      if (copy !== undefined) {
        return undecided(`${inventory.name(copy)} is of the same content and was compiled`)
      }
      // compiled through a link, from within its folder, or patched: neither path nor hash ties it to any listed file
      const stranger = namesakes.find((node) => !tree.holds(node))
      if (stranger === undefined) return undefined
      return undecided(
        `the listed file is not seen in the build, but ${inventory.name(stranger)} is, and neither path nor hash says of which file that is a copy`,
      )
    }
    if (tree.coverage === 'whole') {
      return undecided('the source inventory lists no such file; it may have been moved or renamed')
    }
    // A list of the files that were used cannot hold a path that was not used. It decides only where somebody vouches
    // for the path in this release, and where no file of that name was compiled from another directory.
    if (place.from === 'advisory') {
      return undecided(
        'the documents list used files only, so whether this release has the path cannot be seen; give the source SBOM of the whole tree, or a locations file',
      )
    }
    if (namesakes.length > 0) {
      const where = namesakes.map((node) => inventory.name(node)).join(', ')
      return undecided(
        `no such file was compiled, but one of that name was (${where}): it may have moved`,
      )
    }
    const below = shortened(place.path).find((path) =>
      tree.matching(path).some((node) => evidence.reach(node) !== 'none'),
    )
    if (below === undefined) return undefined
    return undecided(
      `no compiled file matches it, but some match ${below}: its prefix may be wrong`,
    )
  },
}

/** A vendored or linked copy holds the same code under another path; only empty files are equal by chance. */
function reachedCopy(
  inTree: readonly NodeId[],
  { digests }: Inventory,
  evidence: BuildEvidence,
  judged: ReadonlySet<NodeId>,
): NodeId | undefined {
  for (const file of inTree) {
    const copies = digests
      .sameContent(file)
      .filter(({ node }) => evidence.reach(node) !== 'none' && !judged.has(node))
    if (copies.length > 0 && !digests.of(file).some(({ value }) => EMPTY.has(value))) {
      return copies[0]?.node
    }
  }
  return undefined
}

/** SHA-1, SHA-256, SHA-512 and MD5 of no bytes at all. */
const EMPTY: ReadonlySet<string> = new Set([
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
  'd41d8cd98f00b204e9800998ecf8427e',
])

/** A glob without its first folders: `zephyr/subsys/**` of a list that begins with `subsys` would drop everything. */
function shortened(glob: string): readonly string[] {
  const steps = glob.split('/')
  const wild = steps.findIndex((step) => /[*?]/.test(step))
  return steps.slice(1, Math.max(wild, 1)).map((_, i) => steps.slice(i + 1).join('/'))
}
