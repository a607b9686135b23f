// SPDX-License-Identifier: Apache-2.0
import type { Inventory, NodeId } from '../inventory/index.ts'
import type { BuildEvidence } from './build-evidence.ts'
import type { CodeJudgement, FunctionJudgement } from './code-judgement.ts'
import type { SourceTree } from './source-tree.ts'

/** Where the vulnerable code of one advisory is, as somebody says. */
export interface Place {
  /** Path or glob within the component's repository. */
  readonly path: string
  /** Functions in that file, or globs of their names; empty if only the file is known. */
  readonly functions: readonly string[]
  /** What a fix changed in that file outside of functions. Absent: nobody looked, and nothing is said. */
  readonly others?: readonly OtherChange[]
  /** Places of one entry that names several files and several functions, without saying which is in which. */
  readonly pool?: string
  /** Who says so: `CVE programFiles`, `overlay: named in record`, ... */
  readonly basis: string
  /** An overlay names the paths of the release that is checked; a feed names those of the fix. */
  readonly from: 'advisory' | 'overlay'
}

/** `other`: directives, statements and macro calls outside of functions. Comments and blank lines are no change. */
export interface OtherChange {
  readonly kind: 'macro' | 'data' | 'type' | 'declaration' | 'include' | 'other'
  /** Empty where it has none. */
  readonly name: string
}

export type RuleId =
  | 'location-unknown'
  | 'path-not-in-tree'
  | 'code-in-image'
  | 'all-absent'
  | 'header-without-include-evidence'
  | 'not-compiled-code'
  | 'filter-stopped'
  | 'no-build-evidence'
  | 'no-source-inventory'
  | 'built-not-linked'
  | 'function-without-debug-information'
  | 'function-not-in-source'
  | 'function-under-another-name'
  | 'function-absent'
  | 'compiled-empty'
  | 'declaration-only'
  | 'image-not-covered'
  | 'package-not-in-bundle'
  | 'version-unknown'
  /** the supplier of this copy says that it carries the fix */
  | 'pedigree'
  | 'vex-statement'

/** What one rule has to say of one place. `ignored`: it cannot hold the vulnerability (documentation beside code). */
export interface PlaceJudgement {
  readonly state: 'present' | 'absent' | 'undecided' | 'ignored'
  readonly rule: RuleId
  readonly reason: string
  readonly files: readonly NodeId[]
  /** Of each function that the place names, where something speaks of functions. */
  readonly functions?: readonly FunctionJudgement[]
}

export interface PlaceContext {
  readonly inventory: Inventory
  readonly evidence: BuildEvidence
  readonly tree: SourceTree
  /** Files of the component's tree at the place, and reached files elsewhere whose path ends with it. */
  readonly inTree: readonly NodeId[]
  readonly elsewhere: readonly NodeId[]
  /** What is known of the place's code in images; undefined where nothing speaks of functions, or no file got there. */
  readonly code?: CodeJudgement
  /** Files in images whose functions were found to be absent: that they got there is no riddle. */
  readonly judged: ReadonlySet<NodeId>
  /** Why a file may be in an image that no document describes; undefined: it is not. */
  readonly hidingPlaceOf: (file: NodeId) => string | undefined
  /** Whether another place of the same vulnerability names functions: then those decide, and not its types. */
  readonly hasFunctions: boolean
}

/** A rule that looks at one place: undefined means "not my case, ask the next". */
export interface PlaceRule {
  readonly id: RuleId
  /** Number in the design's rules of triage. */
  readonly number: number
  /** The rule's sentence in the documentation. */
  readonly sentence: string
  judge(place: Place, context: PlaceContext): PlaceJudgement | undefined
}
