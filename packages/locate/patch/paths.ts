// SPDX-License-Identifier: Apache-2.0

/** What a line of a patch calls a file; `/dev/null` is none. */
export interface NamedPaths {
  readonly oldPath: string | undefined
  readonly newPath: string | undefined
}

/**
 * A name as `---` and `+++` lines give it: git quotes odd characters as C does, others put a tab and a time after it.
 * Undefined for `/dev/null`.
 */
export function readName(rest: string): string | undefined {
  const name = rest.startsWith('"')
    ? unquote(rest)
    : (rest.split('\t', 1)[0] ?? '').replace(/\r$/, '')
  // GNU diff writes a time after spaces too where there is no tab
  const plain = name.replace(/ {1,8}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.{0,30}$/, '').trimEnd()
  return plain === '/dev/null' ? undefined : plain
}

/** `"a/t\303\244st"`: bytes of UTF-8 in octal, and C's escapes. */
function unquote(text: string): string {
  const bytes: number[] = []
  let at = 1
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] !== '\\') {
      const code = text.codePointAt(at) ?? 0
      for (const byte of Buffer.from(String.fromCodePoint(code))) bytes.push(byte)
      if (code > 0xffff) at++
      continue
    }
    at++
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at, at + 3))
    if (octal) {
      bytes.push(Number.parseInt(octal[0], 8))
      at += 2
    } else bytes.push(ESCAPES.get(text[at] ?? '') ?? text.charCodeAt(at))
  }
  return Buffer.from(bytes).toString('utf8')
}

const ESCAPES: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
])

/**
 * Takes the first folder off where it only says which side a name is of: git's `a/` and `b/`, quilt's `curl.orig/` and
 * `curl/`. Names without one (`--no-prefix`) stay as they are.
 */
export function withoutPrefix({ oldPath, newPath }: NamedPaths): NamedPaths {
  const from = split(oldPath)
  const to = split(newPath)
  const isPrefixed =
    oldPath === undefined
      ? PREFIXES.has(to.first)
      : newPath === undefined
        ? PREFIXES.has(from.first)
        : (PREFIXES.has(from.first) && PREFIXES.has(to.first)) ||
          (from.first !== to.first && from.rest === to.rest && from.rest !== '')
  if (!isPrefixed) return { oldPath, newPath }
  return {
    oldPath: oldPath === undefined ? undefined : from.rest,
    newPath: newPath === undefined ? undefined : to.rest,
  }
}

/** `diff.mnemonicPrefix` too: commit, index, working tree, object. */
const PREFIXES: ReadonlySet<string> = new Set(['a', 'b', 'c', 'i', 'o', 'w', 'old', 'new'])

function split(path = ''): { first: string; rest: string } {
  const at = path.indexOf('/')
  return at < 0 ? { first: '', rest: path } : { first: path.slice(0, at), rest: path.slice(at + 1) }
}

/** The two names of `diff --git a/x b/x`, which has no quotes where a name has blanks: they are of the same length then. */
export function readGitNames(rest: string): NamedPaths {
  if (rest.startsWith('"')) {
    const first = /^"(?:[^"\\]|\\.){0,8000}"/.exec(rest)?.[0] ?? ''
    return { oldPath: unquote(first), newPath: readName(rest.slice(first.length + 1)) }
  }
  const quoted = rest.indexOf(' "')
  if (quoted > 0)
    return { oldPath: rest.slice(0, quoted), newPath: unquote(rest.slice(quoted + 1)) }
  const half = (rest.length - 1) / 2
  if (
    Number.isInteger(half) &&
    rest[half] === ' ' &&
    rest.slice(1, half) === rest.slice(half + 2)
  ) {
    return { oldPath: rest.slice(0, half), newPath: rest.slice(half + 1) }
  }
  const at = rest.lastIndexOf(' b/')
  const space = at > 0 ? at : rest.indexOf(' ')
  return space < 0
    ? { oldPath: rest, newPath: rest }
    : { oldPath: rest.slice(0, space), newPath: rest.slice(space + 1) }
}
