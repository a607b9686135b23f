// SPDX-License-Identifier: Apache-2.0
import { memberOf } from '../../steps/json-file.ts'
import { entriesOf, keysOf } from '../stats/members.ts'
import type { LockedPackage, Lockfile } from './lockfile.ts'
import { splitDescriptor } from './yarn.ts'

/**
 * `bun.lock`, the text form: by path of names (`a/b` is the `b` that `a` needs) a list whose first item is `name@version` and
 * whose last is the integrity.
 */
export function readBunLock(value: unknown): Lockfile {
  const packages = entriesOf(memberOf(value, 'packages')).flatMap(
    ([key, entry]): readonly LockedPackage[] => {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string') return []
      const [name, reference] = splitDescriptor(entry[0])
      const installed = /(?:@[^/]+\/)?[^/]+$/.exec(key)?.[0] ?? key
      const workspace = reference.startsWith('workspace:')
      const isNumber = /^\d/.test(reference)
      const last: unknown = entry.at(-1)
      return [
        {
          name,
          ...(isNumber ? { version: reference } : {}),
          aliases: installed === name ? [] : [installed],
          integrity: typeof last === 'string' && /^sha\d+-/.test(last) ? [last] : [],
          ...(isNumber || workspace ? {} : { source: reference }),
          ...(workspace ? { folder: reference.slice('workspace:'.length) } : {}),
          workspace,
          dev: false,
          needs: KINDS.flatMap((kind) => entry.flatMap((part) => keysOf(memberOf(part, kind)))),
        },
      ]
    },
  )
  return { format: 'bun', packages }
}

const KINDS = ['dependencies', 'optionalDependencies', 'peerDependencies']

/** JSON with commas before closing brackets, and comments. Strings stay as they are. */
export function plainJson(text: string): string {
  let out = ''
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === '"') {
      let end = at + 1
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
      out += text.slice(at, end + 1)
      at = end + 1
    } else if (char === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2)
      at = end < 0 ? text.length : end + 2
    } else if (char === ',') {
      let next = at + 1
      while (next < text.length && /\s/.test(text[next]!)) next++
      if (text[next] !== '}' && text[next] !== ']') out += char
      at++
    } else {
      out += char
      at++
    }
  }
  return out
}
