// SPDX-License-Identifier: Apache-2.0

/** Index pairs (later, first) of items that equal an earlier one, as JSON Schema's `uniqueItems` counts equality. */
export function repeatedItems(items: readonly unknown[]): readonly (readonly [number, number])[] {
  if (items.length < 2 || areDistinctTexts(items)) return []
  const repeats: [number, number][] = []
  const first = new Map<string, number>()
  const suspects = new Map<string, Map<string, number>>()
  for (let index = 0; index < items.length; index++) {
    const item = items[index]
    const key = itemKey(item)
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, index)
      continue
    }
    let exact = suspects.get(key)
    if (!exact) suspects.set(key, (exact = new Map([[canonicalJson(items[earlier]), earlier]])))
    const text = canonicalJson(item)
    const same = exact.get(text)
    if (same === undefined) exact.set(text, index)
    else repeats.push([index, same])
  }
  return repeats
}

/** The common case (`dependsOn`), without a map: a handful of texts. */
function areDistinctTexts(items: readonly unknown[]): boolean {
  if (items.length > 12) return false
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'string') return false
    for (let j = 0; j < i; j++) if (items[j] === item) return false
  }
  return true
}

/** A cheap text that equal items share; different items may share it too. */
export function itemKey(item: unknown): string {
  if (typeof item === 'string') return item
  if (typeof item !== 'object' || item === null) return `#${String(item)}`
  const members = item as Readonly<Record<string, unknown>>
  const { ref = members['bom-ref'], name, version, type, id, uid, group, purl } = members
  if (typeof ref === 'string') return ref
  return [name, version, type, id, uid, group, purl]
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('\n')
}

/** JSON text that does not depend on the order of members. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
      const sorted = Object.create(null) as Record<string, unknown>
      for (const key of Object.keys(inner).sort()) {
        sorted[key] = (inner as Readonly<Record<string, unknown>>)[key]
      }
      return sorted
    }) ?? ''
  )
}
