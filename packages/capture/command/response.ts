// SPDX-License-Identifier: Apache-2.0
import type { ReadText } from './facts.ts'
import { pathIn } from './path.ts'

/** As many files as GCC takes in all. */
const MAX_FILES = 2000

/**
 * Puts the words of each response file in its place (GCC manual, "Overall Options", `@file`). A word `@x` whose file does not
 * exist stays as it is and is added to `missing`.
 */
export function expandResponseFiles(
  words: readonly string[],
  directory: string,
  readText: ReadText,
  missing: string[],
): readonly string[] {
  if (!words.some(isResponse)) return words
  const out: string[] = []
  let files = 0
  // a file that names itself, by however many others, would go on for ever
  const open: string[] = []
  const expand = (list: readonly string[]): void => {
    for (const word of list) {
      if (!isResponse(word)) {
        out.push(word)
        continue
      }
      const path = pathIn(directory, word.slice(1))
      const text = !open.includes(path) && files++ < MAX_FILES ? readText(path) : undefined
      if (text === undefined) {
        missing.push(path)
        out.push(word)
      } else {
        open.push(path)
        expand(splitResponse(text))
        open.pop()
      }
    }
  }
  expand(words)
  return out
}

/** Words of a response file: white space parts them, quotes and the backslash keep (libiberty, `buildargv`). */
export function splitResponse(text: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let open = false
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '\\') {
      at++
      open = true
      if (at < text.length) word += text[at]!
    } else if (quote !== '') {
      if (char === quote) quote = ''
      else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      open = true
    } else if (isSpace(char)) {
      if (open) words.push(word)
      word = ''
      open = false
    } else {
      word += char
      open = true
    }
  }
  if (open) words.push(word)
  return words
}

function isResponse(word: string): boolean {
  return word.length > 1 && word.startsWith('@')
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f'
}
