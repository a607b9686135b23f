// SPDX-License-Identifier: Apache-2.0
import { basename } from '../build-evidence.ts'
import type { PlaceRule } from '../place.ts'

/** Moved, renamed, of another branch, younger than this release: the code may be here under another name. */
export const pathNotInTree: PlaceRule = {
  id: 'path-not-in-tree',
  number: 2,
  sentence:
    'A location that does not exist in the source inventory (moved, renamed, another branch) is unknown, never dropped.',
  judge(place, { evidence, tree, inTree, inventory }) {
    if (inTree.length > 0) return undefined
    const undecided = (reason: string) =>
      ({ state: 'undecided', rule: 'path-not-in-tree', reason, files: [] }) as const
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
    const name = basename(place.path)
    const namesakes = /[*?]/.test(name) ? [] : evidence.reachedNamed(name)
    if (namesakes.length > 0) {
      const where = namesakes.map((node) => inventory.name(node)).join(', ')
      return undecided(
        `no such file was compiled, but one of that name was (${where}): it may have moved`,
      )
    }
    return undefined
  },
}
