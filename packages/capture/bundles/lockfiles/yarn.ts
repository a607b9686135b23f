// SPDX-License-Identifier: Apache-2.0
import type { LockedPackage, Lockfile } from './lockfile.ts'

/**
 * `yarn.lock` of Yarn 1: blocks of a key line that ends with a colon (`a@^1, "@b/c@npm:d@2":`) and indented `name "value"`
 * lines. Deeper lines are what it needs.
 */
export function readYarnLock(text: string): Lockfile {
  const packages: LockedPackage[] = []
  let keys: readonly string[] = []
  let values = new Map<string, string>()
  let needs: string[] = []
  let listsNeeds = false
  const end = (): void => {
    if (keys.length > 0) packages.push(locked(keys, values, needs))
    keys = []
    values = new Map()
    needs = []
    listsNeeds = false
  }
  for (const line of text.split('\n')) {
    const plain = line.trimEnd()
    if (plain === '' || plain.startsWith('#')) continue
    if (!plain.startsWith(' ')) {
      end()
      if (plain.endsWith(':')) keys = splitKeys(plain.slice(0, -1))
    } else if (plain.startsWith('  ') && plain[2] !== ' ') {
      const space = plain.indexOf(' ', 2)
      listsNeeds = /^ {2}(?:optionalD|d)ependencies:$/.test(plain)
      if (space > 0) values.set(plain.slice(2, space), unquoted(plain.slice(space + 1)))
    } else if (listsNeeds) {
      const [name = ''] = splitWords(plain)
      if (name !== '') needs.push(name)
    }
  }
  end()
  return { format: 'yarn', packages }
}

/** `a@^1, "b@1 || 2"`: commas between, quotes around what needs them. */
export function splitKeys(line: string): readonly string[] {
  const keys: string[] = []
  let key = ''
  let quoted = false
  for (const char of line) {
    if (char === '"') quoted = !quoted
    else if (char === ',' && !quoted) {
      keys.push(key.trim())
      key = ''
    } else key += char
  }
  keys.push(key.trim())
  return keys.filter((each) => each !== '')
}

/** `@scope/name@range` to its two halves; the name may begin with an at sign. */
export function splitDescriptor(descriptor: string): readonly [name: string, range: string] {
  const at = descriptor.indexOf('@', 1)
  return at < 0 ? [descriptor, ''] : [descriptor.slice(0, at), descriptor.slice(at + 1)]
}

function locked(
  keys: readonly string[],
  values: ReadonlyMap<string, string>,
  needs: readonly string[],
): LockedPackage {
  const asked = keys.map(splitDescriptor)
  const names = new Set(asked.map(([name, range]) => realName(name, range)))
  const name = [...names][0] ?? ''
  const resolved = values.get('resolved')
  const version = values.get('version')
  const integrity = values.get('integrity')
  // the address ends with the SHA-1 of the archive
  const sha1 = /#([0-9a-f]{40})$/.exec(resolved ?? '')?.[1]
  const fromRegistry = resolved === undefined || /\/-\/[^/#]+\.tgz(?:[#?]|$)/.test(resolved)
  return {
    name,
    ...(version === undefined ? {} : { version }),
    aliases: [...new Set(asked.map(([each]) => each))].filter((each) => each !== name),
    integrity: [
      ...(integrity === undefined ? [] : [integrity]),
      ...(sha1 === undefined || !fromRegistry || integrity !== undefined
        ? []
        : [`sha1-${Buffer.from(sha1, 'hex').toString('base64')}`]),
    ],
    ...(fromRegistry ? {} : { source: resolved }),
    workspace: false,
    dev: false,
    needs,
  }
}

/** The words of an indented line, of which names in scopes stand in quotes. */
function splitWords(line: string): readonly string[] {
  return line.trim().split(' ').map(unquoted)
}

/** `left@npm:left-pad@1.3.0` is left-pad. */
function realName(name: string, range: string): string {
  return range.startsWith('npm:') && range.indexOf('@', 5) > 0
    ? splitDescriptor(range.slice(4))[0]
    : name
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text
}
