// SPDX-License-Identifier: Apache-2.0
import type { LinkedFile } from './shape.ts'

/** `lib/libz.a(adler32.o)` is a member, `a(b).o` is a file. */
export function linkedFile(name: string): LinkedFile {
  const open = name.endsWith(')') ? name.lastIndexOf('(') : -1
  return open > 0 ? { path: name.slice(0, open), member: name.slice(open + 1, -1) } : { path: name }
}

/** Each line of a text, without building an array of them all: maps of large programs have millions. */
export function* linesOf(text: string): Generator<string> {
  let at = 0
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    yield text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    at = end + 1
  }
}
