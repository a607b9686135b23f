// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { parseVers, versContains } from '@headwater/formats/vers'
import type { RangeHolds } from './match.ts'

/** Ranges in vers notation; those in words (`before 4.2`) are nobody's to guess at. */
export const versRangeHolds: RangeHolds = (range, version) => {
  if (!/^vers:/i.test(range)) return 'unknown'
  try {
    const holds = versContains(parseVers(range, 'loose'), version)
    return holds === undefined ? 'unknown' : holds ? 'in' : 'out'
  } catch (error) {
    if (error instanceof FormatError) return 'unknown'
    throw error
  }
}
