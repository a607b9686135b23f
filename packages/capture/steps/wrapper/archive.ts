// SPDX-License-Identifier: Apache-2.0
import { basename, resolve } from 'node:path'

/** Members that an `ar x` wrote into a folder: later they are linked or archived again as if they had been compiled there. */
export interface Extraction {
  readonly archive: string
  readonly folder: string
}

/** What `ar x ARCHIVE` does; undefined for any other operation. */
export function extractionOf(words: readonly string[], directory: string): Extraction | undefined {
  const operands: string[] = []
  let folder = directory
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '--output') folder = resolve(directory, words[++at] ?? '.')
    else if (word.startsWith('--output=')) folder = resolve(directory, word.slice(9))
    else if (word === '--plugin' || word === '--target') at++
    else if (!word.startsWith('--')) operands.push(word)
  }
  const letters = operands.shift()?.replace(/^-/, '') ?? ''
  if (!letters.includes('x') || /[rqdtmp]/.test(letters)) return undefined
  if (letters.includes('N')) operands.shift()
  const archive = operands[0]
  return archive === undefined ? undefined : { archive: resolve(directory, archive), folder }
}

export interface Scripted {
  readonly archive: string
  /** Archives whose members are taken over, and files. */
  readonly inputs: readonly string[]
}

/** What a script of `ar -M` makes (GNU binutils, "Controlling ar with a Script"). Commands are read in any case of letters. */
export function scriptedArchives(script: string, directory: string): readonly Scripted[] {
  const made: Scripted[] = []
  let archive: string | undefined
  let inputs: string[] = []
  for (const line of script.split('\n')) {
    const [command = '', ...rest] = line
      .replace(/[;*].*$/, '')
      .trim()
      .split(/[\s,]+/)
    const paths = rest.filter((word) => word !== '').map((word) => resolve(directory, word))
    switch (command.toLowerCase()) {
      case 'create':
      case 'open':
        archive = paths[0]
        inputs = []
        break
      case 'addlib':
        // behind the name there may stand a list of modules in brackets
        inputs.push(...paths.slice(0, 1))
        break
      case 'addmod':
      case 'replace':
        inputs.push(...paths)
        break
      case 'save':
        if (archive !== undefined) made.push({ archive, inputs })
        break
      default:
    }
  }
  return made
}

/** Members are known by their names alone. */
export function memberNamed<T extends { readonly first: string }>(
  members: readonly T[],
  path: string,
): readonly T[] {
  const name = basename(path)
  return members.filter((member) => basename(member.first) === name)
}
