// SPDX-License-Identifier: Apache-2.0
import type { Place } from '../fault/index.ts'

/** See {@link locatePointers}. Without a match only the pointer is given back. */
export function locatePointer(text: string | Uint8Array, pointer: string): Place {
  return locatePointers(text, [pointer]).get(pointer) ?? { pointer }
}

/**
 * Line and column of the values that JSON pointers (RFC 6901) name, in well-formed JSON text. Walks the text once for all
 * of them; meant for the moment when faults are reported, never for the hot path. One that names nothing has no place.
 */
export function locatePointers(
  text: string | Uint8Array,
  pointers: Iterable<string>,
): ReadonlyMap<string, Place> {
  const source = typeof text === 'string' ? text : new TextDecoder().decode(text)
  const offsets = new Map<string, number>()
  const start = skipSpace(source, source.charCodeAt(0) === 0xfeff ? 1 : 0)
  walk(source, start, wantedOf(pointers), offsets)
  return placesOf(source, offsets)
}

/** The pointers as a tree: what is not on the way to one of them is skipped. */
interface Wanted {
  pointer?: string
  readonly below: Map<string, Wanted>
}

function wantedOf(pointers: Iterable<string>): Wanted {
  const root: Wanted = { below: new Map() }
  for (const pointer of pointers) {
    let at = root
    for (const step of pointer === '' ? [] : pointer.slice(1).split('/')) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
      let next = at.below.get(name)
      if (next === undefined) at.below.set(name, (next = { below: new Map() }))
      at = next
    }
    at.pointer = pointer
  }
  return root
}

/** @returns where the value ends. Recurses as deep as the pointers go, not as the text. */
function walk(text: string, at: number, wanted: Wanted, offsets: Map<string, number>): number {
  if (wanted.pointer !== undefined && at < text.length) offsets.set(wanted.pointer, at)
  const isObject = text[at] === '{'
  if (wanted.below.size === 0 || !(isObject || text[at] === '[')) return skipValue(text, at)
  let left = wanted.below.size
  let i = skipSpace(text, at + 1)
  for (let index = 0; i < text.length && text[i] !== '}' && text[i] !== ']'; index++) {
    let name = String(index)
    if (isObject) {
      const end = skipString(text, i)
      name = nameOf(text.slice(i, end))
      i = skipSpace(text, skipSpace(text, end) + 1)
    }
    const next = wanted.below.get(name)
    // of a member that stands twice the last one counts, so objects are walked to their end
    if (next !== undefined && !isObject) left--
    const before = i
    i = skipSpace(text, next === undefined ? skipValue(text, i) : walk(text, i, next, offsets))
    if (text[i] === ',') i = skipSpace(text, i + 1)
    if (i === before) break
    if (left === 0) return skipRest(text, i)
  }
  return i + 1
}

function nameOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
}

function placesOf(text: string, offsets: ReadonlyMap<string, number>): Map<string, Place> {
  const places = new Map<string, Place>()
  let line = 1
  let start = 0
  for (const [pointer, offset] of [...offsets].sort(([, a], [, b]) => a - b)) {
    for (;;) {
      const newline = text.indexOf('\n', start)
      if (newline < 0 || newline >= offset) break
      line++
      start = newline + 1
    }
    places.set(pointer, { pointer, line, column: offset - start + 1 })
  }
  return places
}

function skipSpace(text: string, at: number): number {
  let i = at
  for (let c = text.charCodeAt(i); c === 32 || c === 10 || c === 13 || c === 9;) {
    c = text.charCodeAt(++i)
  }
  return i
}

function skipString(text: string, at: number): number {
  let i = at + 1
  while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1
  return i + 1
}

function skipValue(text: string, at: number): number {
  let i = at
  while (i < text.length) {
    const c = text.charCodeAt(i)
    if (c === 34) return skipString(text, i)
    if (c === 123 || c === 91) return skipRest(text, i + 1)
    if (c === 44 || c === 125 || c === 93) return i
    i++
  }
  return i
}

/** To behind the bracket that closes what is open here. */
function skipRest(text: string, at: number): number {
  let depth = 1
  let i = at
  while (i < text.length) {
    const c = text.charCodeAt(i)
    if (c === 34) {
      i = skipString(text, i)
      continue
    }
    if (c === 123 || c === 91) depth++
    else if ((c === 125 || c === 93) && --depth === 0) return i + 1
    i++
  }
  return i
}
