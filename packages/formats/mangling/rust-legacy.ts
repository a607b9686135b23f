// SPDX-License-Identifier: Apache-2.0

/**
 * Rust's mangling before v0: that of C++, with a hash as the last name and punctuation written out
 * (rustc, `symbol_mangling/legacy.rs`). `mangled` begins behind `_Z`.
 */
export function rustLegacyPath(mangled: string): string | undefined {
  if (!mangled.startsWith('N') || !/17h[0-9a-f]{16}E$/.test(mangled)) return undefined
  const names: string[] = []
  let at = 1
  while (mangled[at] !== 'E') {
    const length = /^[1-9]\d{0,4}/.exec(mangled.slice(at, at + 5))?.[0]
    if (length === undefined) return undefined
    at += length.length
    const end = at + Number(length)
    if (end >= mangled.length) return undefined
    names.push(mangled.slice(at, end))
    at = end
  }
  if (at !== mangled.length - 1) return undefined
  return plainPath(names.slice(0, -1).map(unescaped).join('::'))
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['SP', '@'],
  ['BP', '*'],
  ['RF', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['LP', '('],
  ['RP', ')'],
  ['C', ','],
])

function unescaped(name: string): string {
  return name
    .replace(/^_(?=\$)/, '')
    .replace(/\$([A-Za-z0-9]{1,8})\$/g, (whole, code: string) => {
      const known = ESCAPES.get(code)
      if (known !== undefined) return known
      const point = /^u[0-9a-f]{1,6}$/.test(code) ? parseInt(code.slice(1), 16) : 0x110000
      return point < 0x110000 ? String.fromCodePoint(point) : whole
    })
    .replaceAll('..', '::')
}

/** `<a::B<T> as c::D>::e` becomes `a::B::e`: without generic arguments, and under the type. */
function plainPath(path: string): string {
  let kept = ''
  let depth = 0
  for (let i = 0; i < path.length; i++) {
    const letter = path[i] ?? ''
    if (letter === '<') {
      // a path that begins with one is of an implementation: its type is kept up to ` as `
      if (depth === 0 && kept === '') {
        const { type, end } = implementing(path)
        kept = plainPath(type)
        i = end
      } else depth++
    } else if (letter === '>' && path[i - 1] !== '-' && depth > 0) depth--
    else if (depth === 0) kept += letter
  }
  // what stood between two pairs of colons is gone: `f::<T>::g`
  return kept.replace(/::(?:::)+/g, '::').replace(/^[&*](?:mut |const )?|::$/g, '')
}

function implementing(path: string): { type: string; end: number } {
  let depth = 0
  let as = -1
  for (let i = 0; i < path.length; i++) {
    if (path[i] === '<') depth++
    else if (path[i] === '>' && path[i - 1] !== '-' && --depth === 0) {
      return { type: path.slice(1, as < 0 ? i : as), end: i }
    } else if (depth === 1 && as < 0 && path.startsWith(' as ', i)) as = i
  }
  return { type: path.slice(1), end: path.length }
}
