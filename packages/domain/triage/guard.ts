// SPDX-License-Identifier: Apache-2.0
import type { BuildEvidence } from './build-evidence.ts'
import type { SourceTree } from './source-tree.ts'

/**
 * Rule 6: an empty or implausible inventory stops the filter and says why; nothing is dropped. One wrong path prefix
 * otherwise reads as "93 % gone".
 */
export type GuardAnswer =
  | { readonly kind: 'go' }
  /** Nothing in the documents speaks of a build: there is no filter, only version ranges. */
  | { readonly kind: 'no-evidence'; readonly reason: string }
  | { readonly kind: 'stopped'; readonly reason: string }

/** Below this many listed paths a low share of hits is chance. */
const ENOUGH_PATHS = 10
/** At least this share of the listed paths must exist in a tree that is listed whole. The kernel corpus has 94 %. */
const LEAST_SHARE = 0.25

export function guardFilter(
  evidence: BuildEvidence,
  tree: SourceTree,
  listedPaths: ReadonlySet<string>,
): GuardAnswer {
  if (evidence.images.length === 0) {
    return { kind: 'no-evidence', reason: 'no document says which files went into an image' }
  }
  if (evidence.reachedSources === 0) {
    return {
      kind: 'stopped',
      reason: 'the build documents name images but not one source file that went into them',
    }
  }
  if (tree.coverage === 'none') {
    return {
      kind: 'no-evidence',
      reason: 'no document lists the source files of this component',
    }
  }
  const compiled = tree.files.some((file) => evidence.reach(file) !== 'none')
  if (!compiled) {
    return {
      kind: 'stopped',
      reason: `none of the ${tree.files.length} listed files of this component is an input of the build: the documents may not belong together, or their paths and hashes do not meet`,
    }
  }
  if (tree.coverage === 'whole') {
    let asked = 0
    let found = 0
    for (const path of listedPaths) {
      if (/[*?]/.test(path)) continue
      asked++
      if (tree.at(path).length > 0) found++
    }
    if (asked >= ENOUGH_PATHS && found / asked < LEAST_SHARE) {
      return {
        kind: 'stopped',
        reason: `only ${found} of the ${asked} paths that the advisories name exist in the source inventory: its paths seem to begin elsewhere`,
      }
    }
  }
  return { kind: 'go' }
}
