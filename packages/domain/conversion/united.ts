// SPDX-License-Identifier: Apache-2.0
import type { PivotRelationship } from './pivot.ts'

/** Relationships that are said twice, once, with the origins of both. */
export function united(relationships: readonly PivotRelationship[]): PivotRelationship[] {
  const places = new Map<string, number>()
  const kept: PivotRelationship[] = []
  for (const each of relationships) {
    const { type, from, to, scope, completeness, comment, label } = each
    const key = [type, from, to, scope, completeness, comment, label].join('\u0000')
    const place = places.get(key)
    const first = place === undefined ? undefined : kept[place]
    if (place === undefined || first === undefined) {
      places.set(key, kept.length)
      kept.push(each)
    } else {
      kept[place] = {
        ...first,
        origins: [...first.origins, ...each.origins],
        qualifiers: [...(first.qualifiers ?? []), ...(each.qualifiers ?? [])],
      }
    }
  }
  return kept
}
