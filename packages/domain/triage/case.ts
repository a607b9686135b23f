// SPDX-License-Identifier: Apache-2.0
import type { CodeEvidence } from '../code/index.ts'
import type { Inventory } from '../inventory/index.ts'
import type { BuildEvidence } from './build-evidence.ts'
import type { GuardAnswer } from './guard.ts'
import type { SourceTree } from './source-tree.ts'

/** One component, with everything that is known of its build. */
export interface Case {
  readonly inventory: Inventory
  readonly evidence: BuildEvidence
  readonly code: CodeEvidence
  /** Why a macro's code may be in an image; undefined: it is not. */
  readonly macroIn: (name: string) => string | undefined
  readonly tree: SourceTree
  readonly guard: GuardAnswer
  /** Where the component may be without any record of its build; asked only before something is dropped. */
  readonly unseen: () => string | undefined
}
