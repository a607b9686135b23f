// SPDX-License-Identifier: Apache-2.0

const DEEPEST = 100

/**
 * JSON in the one form of RFC 8785: members by UTF-16 code units, no space, numbers and texts as ECMAScript writes them. What the
 * database cannot hold (U+0000) and what UTF-8 cannot (a lone surrogate) is U+FFFD, before anything is hashed.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw new RangeError('the value is too deep')
  if (typeof value === 'string') return JSON.stringify(soundText(value))
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of JSON`)
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonicalJson(item ?? null, depth + 1)).join(',')}]`
  }
  if (typeof value !== 'object') throw new TypeError(`${typeof value} is nothing of JSON`)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => [soundText(name), member] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member, depth + 1)}`)
  return `{${members.join(',')}}`
}

function soundText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}
