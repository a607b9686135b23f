// SPDX-License-Identifier: Apache-2.0
import type { AdvisorySource } from '@headwater/domain/matching'
import type { Segment } from '../segment/index.ts'

/** Several segments as one, of which no record stands in two. */
export function uniteSegments(segments: readonly Segment[]): AdvisorySource {
  return {
    size: segments.reduce((sum, { size }) => sum + size, 0),
    *concerning(keys) {
      const wanted = [...keys]
      for (const segment of segments) yield* segment.concerning(wanted)
    },
    get(id) {
      for (const segment of segments) {
        const found = segment.get(id)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

/**
 * For each segment the records that another one replaces: of two with the same id the one that was modified last stands;
 * without dates, or with the same, that of the later segment.
 */
export function replacedRecords(
  segments: readonly Pick<Segment, 'versions'>[],
): readonly ReadonlySet<number>[] {
  const replaced = segments.map(() => new Set<number>())
  if (segments.length < 2) return replaced
  const standing = new Map<string, Standing>()
  segments.forEach((segment, index) => {
    for (const [number, [id, modifiedAt]] of segment.versions()) {
      const known = standing.get(id)
      if (known !== undefined) {
        const isOlder = modifiedAt !== 0 && known.modifiedAt !== 0 && modifiedAt < known.modifiedAt
        if (isOlder) {
          replaced[index]!.add(number)
          continue
        }
        replaced[known.segment]!.add(known.number)
      }
      standing.set(id, { segment: index, number, modifiedAt })
    }
  })
  return replaced
}

interface Standing {
  readonly segment: number
  readonly number: number
  readonly modifiedAt: string | 0
}
