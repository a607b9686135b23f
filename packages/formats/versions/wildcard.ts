// SPDX-License-Identifier: Apache-2.0
import { compareNumeralLists, numeralsOf, type Numeral } from './numeral.ts'
import type { Order } from './scheme.ts'

/** The branch that `6.1.*`, `6.1.y` or `6.1.x` names: its numbers. `*` alone names every version: no numbers. */
export function branchOf(wildcard: string): readonly Numeral[] | undefined {
  if (wildcard === '*') return []
  const last = wildcard.slice(-2)
  if (last !== '.*' && last !== '.y' && last !== '.x') return undefined
  return numeralsOf(wildcard.slice(0, -2))
}

/**
 * Where a version's numbers are against a branch: 0 is within it, 1 is after everything in it. CVE 5 says of
 * `lessThanOrEqual: 6.1.*` that it ends the range after the last version of the branch.
 */
export function compareToBranch(numbers: readonly Numeral[], branch: readonly Numeral[]): Order {
  return compareNumeralLists(numbers.slice(0, branch.length), branch, 'zero')
}
