// SPDX-License-Identifier: Apache-2.0
import type { Rule, ValueOf } from '../api-types/index.ts'

type When = ValueOf<typeof Rule>['when']

/** What a rule asks for, and how far it has been told: kept as the rule's condition. */
export interface Condition {
  readonly when: When
  /** Number and public id of the product that it is limited to. */
  readonly product?: { readonly id: number; readonly publicId: string }
  /** Rules on changes: the last event that was looked at. */
  readonly after: number
  /** Rules on what stands: keys of what was told. */
  readonly told: readonly string[]
}

/** One thing that is told, in one line, with where to read on. */
export interface News {
  readonly key: string
  readonly at: string
  readonly line: string
  readonly link: string
}
