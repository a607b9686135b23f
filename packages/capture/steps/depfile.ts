// SPDX-License-Identifier: Apache-2.0

export interface DepfileRule {
  readonly targets: readonly string[]
  readonly prerequisites: readonly string[]
}

/**
 * The rules of a depfile as GCC, clang, lld and their kin write it (GCC manual, "Preprocessor Options", `-MM`): Makefile text in
 * which a space is escaped by a backslash, `#` too, and `$` is doubled. Rules without prerequisites (`-MP`) are left out.
 * Paths are as they are written. Never throws; the cost is linear.
 */
export function readDepfile(text: string): readonly DepfileRule[] {
  const rules: DepfileRule[] = []
  let targets: string[] = []
  let prerequisites: string[] = []
  let behindColon = false
  let word = ''
  const endWord = (): void => {
    if (word === '') return
    if (behindColon) prerequisites.push(word)
    else targets.push(word)
    word = ''
  }
  const endRule = (): void => {
    endWord()
    if (behindColon && prerequisites.length > 0) rules.push({ targets, prerequisites })
    targets = []
    prerequisites = []
    behindColon = false
  }
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) {
      let next = text.charCodeAt(at + 1)
      if (next === CR && text.charCodeAt(at + 2) === NEWLINE) {
        at++
        next = NEWLINE
      }
      if (next === NEWLINE) endWord()
      else if (next === SPACE || next === HASH || next === BACKSLASH_BEFORE_SPACE(text, at))
        word += text[at + 1]!
      else {
        word += '\\'
        at--
      }
      at += 2
    } else if (code === DOLLAR && text.charCodeAt(at + 1) === DOLLAR) {
      word += '$'
      at += 2
    } else if (code === SPACE || code === TAB || code === CR) {
      endWord()
      at++
    } else if (code === NEWLINE) {
      endRule()
      at++
    } else if (code === COLON && !behindColon && isSeparator(text.charCodeAt(at + 1))) {
      endWord()
      behindColon = true
      at++
    } else {
      // everything up to the next character that means something, in one piece
      let end = at + 1
      while (end < text.length && !MEANS[text.charCodeAt(end) & 0x7f]) end++
      word += text.slice(at, end)
      at = end
    }
  }
  endRule()
  return rules
}

/** All that a depfile says was read, in order, each once. */
export function prerequisitesIn(text: string): readonly string[] {
  const all = new Set<string>()
  for (const rule of readDepfile(text)) for (const path of rule.prerequisites) all.add(path)
  return [...all]
}

const TAB = 9
const NEWLINE = 10
const CR = 13
const SPACE = 32
const HASH = 35
const DOLLAR = 36
const COLON = 58
const BACKSLASH = 92

const MEANS: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  [TAB, NEWLINE, CR, SPACE, DOLLAR, COLON, BACKSLASH].includes(code),
)

/** `\\ ` is a backslash at the end of a name; anywhere else a backslash is itself. */
function BACKSLASH_BEFORE_SPACE(text: string, at: number): number {
  return text.charCodeAt(at + 2) === SPACE ? BACKSLASH : -1
}

/** A colon ends the targets only before white space: `C:\x` and `a::b` have colons of their own. */
function isSeparator(code: number): boolean {
  return (
    Number.isNaN(code) ||
    code === SPACE ||
    code === TAB ||
    code === NEWLINE ||
    code === CR ||
    code === BACKSLASH
  )
}
