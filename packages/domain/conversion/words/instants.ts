// SPDX-License-Identifier: Apache-2.0

/** An instant as both SPDX write it, `2024-05-31T12:00:00Z`: whole seconds, UTC. Undefined for what is none. */
export function inSeconds(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return text
  const written = text.length > 40 ? '' : text.trim().replace(',', '.').replace(' UTC', 'Z')
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(written) || written.length <= 10
  const millis = Date.parse(`${written.replace(' ', 'T').replace(' ', '')}${hasZone ? '' : 'Z'}`)
  if (Number.isNaN(millis)) return undefined
  const iso = new Date(millis).toISOString()
  return iso.length === 24 ? `${iso.slice(0, 19)}Z` : undefined
}
