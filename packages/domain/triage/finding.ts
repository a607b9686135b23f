// SPDX-License-Identifier: Apache-2.0
import type { NodeId } from '../inventory/index.ts'
import type { ChainStep, Reach } from './build-evidence.ts'
import type { Place, PlaceJudgement, RuleId } from './place.ts'

export type Verdict = 'affected' | 'not_affected' | 'fixed' | 'unknown'

/** CycloneDX's finer list; mapped outward to OpenVEX, CSAF and SPDX 3. */
export type Justification =
  | 'code_not_present'
  | 'code_not_reachable'
  | 'requires_configuration'
  | 'requires_dependency'
  | 'requires_environment'
  | 'protected_by_compiler'
  | 'protected_at_runtime'
  | 'protected_at_perimeter'
  | 'protected_by_mitigating_control'

/** One vulnerability that is in range of one component by version, before anybody looked into the build. */
export interface Candidate<Subject> {
  readonly subject: Subject
  /** The occurrences of the component in the documents. */
  readonly component: readonly NodeId[]
  readonly range: 'in' | 'unknown'
  /** Why the range could not be decided. */
  readonly rangeReason?: string
  readonly places: readonly Place[]
  /** Where the code is by package and function, as records of Go and Rust say it. */
  readonly symbols?: readonly SymbolPlace[]
}

/** One package of a module, with its vulnerable functions; none: all of it. */
export interface SymbolPlace {
  /** Import path. */
  readonly package: string
  /** `Function`, `Type.Method` */
  readonly symbols: readonly string[]
  /** Where it is only built, in the words of the toolchain; undefined: everywhere. */
  readonly os?: readonly string[]
  readonly architectures?: readonly string[]
  readonly basis: string
}

export interface JudgedPlace {
  readonly place: Place
  readonly judgement: PlaceJudgement
  readonly files: readonly {
    readonly node: NodeId
    readonly reach: Reach
    readonly chain: readonly ChainStep[]
  }[]
}

export interface Judged<Subject> {
  readonly candidate: Candidate<Subject>
  readonly verdict: Verdict
  readonly justification?: Justification
  readonly rule: RuleId
  /** One sentence: why. */
  readonly reason: string
  readonly places: readonly JudgedPlace[]
}

/** A component whose filter was stopped, or had nothing to work with. */
export interface FilterReport {
  readonly component: readonly NodeId[]
  readonly state: 'filtered' | 'stopped' | 'no-evidence'
  readonly reason?: string
  readonly coverage: 'whole' | 'used' | 'none'
  readonly listedSources: number
  readonly prefix: string
}
