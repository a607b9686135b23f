// SPDX-License-Identifier: Apache-2.0
import { parseVers, versContains } from '@headwater/formats/vers'
import type { RangeHolds } from '@headwater/domain/vex'

/** Whether a version is in the `vers:` range of a VEX statement. */
export const rangeHolds: RangeHolds = (range, version) => {
  try {
    const holds = versContains(parseVers(range, 'loose'), version)
    return holds === undefined ? 'unknown' : holds ? 'in' : 'out'
  } catch {
    // no range that we understand: the statement is bound loosely and says so
    return 'unknown'
  }
}
