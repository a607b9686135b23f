// SPDX-License-Identifier: Apache-2.0
import { readGnuMap } from './gnu.ts'
import { readLldMap } from './lld.ts'
import type { LinkMap } from './shape.ts'

/**
 * Reads the map of GNU ld (and gold) or of lld. Text that is neither gives a map in which nothing stands. Never throws; the cost
 * is linear.
 */
export function readLinkMap(text: string): LinkMap {
  return /^\s*(?:VMA\s+LMA|Address)\s+Size\s+Align\s+Out\s+In\s+Symbol/m.test(text.slice(0, 2000))
    ? readLldMap(text)
    : readGnuMap(text)
}
