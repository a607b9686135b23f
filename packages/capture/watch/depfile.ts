// SPDX-License-Identifier: Apache-2.0

/**
 * The rules of a depfile (GCC, clang, GNU ld, lld): by target its prerequisites, as they stand there. Make's quoting: `\ ` is a
 * space of a name, `\#` and `$$` stand for `#` and `$`, a backslash at the end of a line goes on. Rules without prerequisites
 * (`-MP`) say nothing.
 */
export function readDepfile(text: string): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, (readonly string[])[]>()
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
    for (const target of prerequisites.length > 0 ? targets : []) {
      const known = rules.get(target)
      if (known === undefined) rules.set(target, [prerequisites])
      else known.push(prerequisites)
    }
    targets = []
    prerequisites = []
    behindColon = false
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    const next = text[at + 1]
    if (char === '\\' && (next === '\n' || next === '\r')) {
      endWord()
      at += next === '\r' && text[at + 2] === '\n' ? 2 : 1
    } else if (char === '\\' && (next === ' ' || next === '#' || next === '\t')) {
      word += next
      at++
    } else if (char === '$' && next === '$') {
      word += '$'
      at++
    } else if (char === '\n') endRule()
    else if (char === ' ' || char === '\t' || char === '\r') endWord()
    else if (char === ':' && !behindColon && (next === undefined || /\s/.test(next))) {
      endWord()
      behindColon = true
    } else word += char
  }
  endRule()
  return new Map([...rules].map(([target, lists]) => [target, lists.flat()]))
}

/** Paths that clang writes for CC_PRINT_HEADERS, one a line, dots before them by depth in some versions. */
export function readHeaderList(text: string): readonly string[] {
  const seen = new Set<string>()
  for (const line of text.split('\n')) {
    const path = line.replace(/^\.+ /, '')
    if (path !== '') seen.add(path)
  }
  return [...seen]
}
