// SPDX-License-Identifier: Apache-2.0

/** The variables of a `CMakeCache.txt`: lines `NAME:TYPE=VALUE`, names with odd characters in quotes. */
export function readCMakeCache(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (line === '' || line.startsWith('#') || line.startsWith('//')) continue
    const quoted = line.startsWith('"')
    const nameEnd = quoted ? line.indexOf('"', 1) : line.indexOf(':')
    const equals = line.indexOf('=', nameEnd)
    if (nameEnd <= 0 || equals < 0) continue
    values.set(line.slice(quoted ? 1 : 0, nameEnd), line.slice(equals + 1))
  }
  return values
}
