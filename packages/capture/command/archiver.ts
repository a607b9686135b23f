// SPDX-License-Identifier: Apache-2.0
import type { ToolFacts } from './facts.ts'
import { pathIn } from './path.ts'

/**
 * `ar OPERATION ARCHIVE MEMBER...` (POSIX, and GNU's and LLVM's letters). Writing operations are `r` and `q`; the others change
 * an archive in place (`d`, `m`, `s`) or read it (`p`, `t`, `x`), and are no step of their own.
 */
export function readArchiver(words: readonly string[], directory: string): ToolFacts {
  const operands: string[] = []
  let thin = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '--thin') thin = true
    else if (word === '--plugin' || word === '--output' || word === '--target') at++
    else if (word.startsWith('--') || (operands.length > 0 && /^-X(?:32|64|32_64)$/.test(word)))
      continue
    else operands.push(word)
  }
  const letters = operands.shift()?.replace(/^-/, '') ?? ''
  // `ar -c -r lib.a x.o`: GNU ar takes the letters in several words as well
  let operation = letters
  while (operands[0]?.startsWith('-')) operation += operands.shift()!.slice(1)
  // with `a`, `b` or `i` the next word is the member beside which to insert; with `N` it is a count
  if (/[abi]/.test(operation)) operands.shift()
  if (operation.includes('N')) operands.shift()
  const archive = operands.shift()
  const members = operands.map((path) => pathIn(directory, path))
  if (archive === undefined) return { kind: 'none', inputs: [], outputs: [] }
  const path = pathIn(directory, archive)
  if (!/[rq]/.test(operation) || (members.length === 0 && !thin && !/[cS]/.test(operation)))
    return { kind: 'none', inputs: [path], outputs: [] }
  return { kind: 'archive', inputs: members, outputs: [path] }
}
