// SPDX-License-Identifier: Apache-2.0
import type { Hash } from '../pivot.ts'
import type { Draft } from '../writing.ts'
import { entries } from './write-element.ts'

/** A Hash; one of an algorithm that SPDX 3 has no word for says which in its comment. */
export function checksumIn({ algorithm, value }: Hash): Draft {
  const isKnown = entries('Hash', 'algorithm').has(algorithm)
  return {
    type: 'Hash',
    algorithm: isKnown ? algorithm : 'other',
    hashValue: value,
    ...(!isKnown && { comment: algorithm }),
  }
}
