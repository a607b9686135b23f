// SPDX-License-Identifier: Apache-2.0
import type { FactList } from '../reading.ts'
import type { Origin } from '../ledger.ts'

/** A member that only CycloneDX has, as it stands there. */
export function ownMember(
  value: unknown,
  facts: FactList,
  at: Origin,
  name = String(at.key),
): void {
  facts.add('member', { family: 'cyclonedx', name, value }, at)
}
