// SPDX-License-Identifier: Apache-2.0

const DEEPEST = 16

/**
 * Members as flat names and texts (`algorithmProperties.mode`), for elements that the inventory has no facts for. Lists of
 * texts are joined by line ends, lists of objects are numbered.
 */
export function flatProperties(
  value: object,
  leaveOut: ReadonlySet<string> = new Set(),
): Readonly<Record<string, string>> {
  const flat = Object.create(null) as Record<string, string>
  for (const [key, member] of Object.entries(value)) {
    if (!leaveOut.has(key)) flatten(flat, key, member, 0)
  }
  return flat
}

function flatten(flat: Record<string, string>, name: string, value: unknown, depth: number): void {
  if (value === undefined || value === null || depth > DEEPEST) return
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) {
      if (value.length > 0) flat[name] = value.join('\n')
    } else value.forEach((item, index) => flatten(flat, `${name}.${index}`, item, depth + 1))
  } else if (typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      flatten(flat, `${name}.${key}`, member, depth + 1)
    }
  } else flat[name] = typeof value === 'string' ? value : JSON.stringify(value)
}
