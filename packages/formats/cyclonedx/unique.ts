// SPDX-License-Identifier: Apache-2.0

/** Index pairs (later, first) of items that equal an earlier one, as JSON Schema's `uniqueItems` counts equality. */
export function repeatedItems(items: readonly unknown[]): readonly (readonly [number, number])[] {
  if (items.length < 2) return []
  const repeats: [number, number][] = []
  const first = new Map<string, number>()
  const suspects = new Map<string, Map<string, number>>()
  for (let index = 0; index < items.length; index++) {
    const item = items[index]
    const key = itemKey(item)
    if (key === undefined) continue
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

/**
 * A cheap text that equal items share. Undefined for items with a `bom-ref`: those cannot be equal without using one
 * twice, which is found anyway.
 */
export function itemKey(item: unknown): string | undefined {
  if (typeof item === 'string') return item
  if (typeof item !== 'object' || item === null) return `#${String(item)}`
  const { ref, name, version, type, id, uid, group, purl } = item as Readonly<
    Record<string, unknown>
  >
  if (typeof (item as Readonly<Record<string, unknown>>)['bom-ref'] === 'string') return undefined
  if (typeof ref === 'string') return `>${ref}`
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
