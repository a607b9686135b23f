// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceText, TextFunction, TextUse } from '@headwater/domain/code'
import type { Inventory, NodeId } from '@headwater/domain/inventory'
import {
  functionsIn,
  languageOf,
  regionsIn,
  type Language,
  type Region,
} from '@headwater/locate/functions'
import type { SourceFolder } from './folder.ts'

/** Larger ones are tables that a tool wrote. */
const LARGEST = 32 * 1024 * 1024
const HASHES: readonly string[] = ['sha512', 'sha384', 'sha256', 'sha1', 'md5']

/**
 * The functions that the text of a file defines, read from the given folders. Where the documents know the file's content,
 * a text of another content is not that of this release and says nothing.
 */
export function textsOf(
  inventory: Inventory,
  folders: readonly SourceFolder[],
): (file: NodeId) => SourceText | undefined {
  const cache = new Map<string, SourceText | undefined>()
  return (file) => {
    const path = inventory.name(file)
    for (const folder of folders) {
      const found = folder.fileAt(path)
      if (found === undefined) continue
      const place = join(folder.path, found)
      const bytes = read(place)
      if (bytes === undefined || !isOfContent(bytes, inventory, file)) continue
      if (!cache.has(place)) cache.set(place, textIn(found, bytes.toString('utf8')))
      const text = cache.get(place)
      if (text !== undefined) return text
    }
    return undefined
  }
}

function read(place: string): Buffer | undefined {
  try {
    return statSync(place).size <= LARGEST ? readFileSync(place) : undefined
  } catch {
    return undefined
  }
}

function isOfContent(bytes: Buffer, { digests }: Inventory, file: NodeId): boolean {
  const told = digests.of(file)
  const algorithm = HASHES.find((each) => told.some((digest) => digest.algorithm === each))
  if (algorithm === undefined) return true
  const value = createHash(algorithm).update(bytes).digest('hex')
  return told.some((digest) => digest.algorithm === algorithm && digest.value === value)
}

function textIn(path: string, text: string): SourceText | undefined {
  const language = languageOf(path)
  if (language === undefined) {
    return /\.(?:s|S|sx|asm)$/.test(path)
      ? {
          functions: labelsIn(text),
          usesOf: (name) => (has(text, name) ? [{ kind: 'other', name: '' }] : []),
        }
      : undefined
  }
  const functions: TextFunction[] = []
  for (const span of functionsIn(language, text)) {
    const { name, scope, emits = [], isConstant = false, startLine, endLine } = span
    const full = scope === undefined ? name : `${scope}::${name}`
    functions.push({ name: full, startLine, endLine, isConstant })
    for (const made of emits) functions.push({ name: made, startLine, endLine })
  }
  return { functions, usesOf: (name) => usesIn(language, text, name) }
}

/** Regions in which a name stands as a word of its own. */
function usesIn(language: Language, text: string, name: string): readonly TextUse[] {
  if (!has(text, name)) return []
  const regions = regionsIn(language, text)
  const uses = new Map<string, TextUse>()
  let region = 0
  for (const [i, line] of text.split('\n').entries()) {
    while ((regions[region]?.endLine ?? Infinity) < i + 1) region++
    const at = regions[region]
    if (at === undefined || !isWordOf(line, name)) continue
    for (const use of usesAt(at)) uses.set(`${use.kind} ${use.name}`, use)
  }
  return [...uses.values()]
}

function usesAt({ kind, name, within }: Region): readonly TextUse[] {
  if (kind === 'comment') return []
  // a macro's call that defines a function has names that nobody knows
  if (kind === 'macro-function') return [{ kind: 'other', name }]
  // a macro that is defined within a function may be used after it
  const own = { kind, name }
  return within === undefined ? [own] : [own, { kind: 'function', name: within }]
}

function has(text: string, name: string): boolean {
  return name !== '' && text.includes(name)
}

function isWordOf(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    if (!isWordCharacter(line[at - 1]) && !isWordCharacter(line[at + name.length])) return true
  }
  return false
}

function isWordCharacter(c: string | undefined): boolean {
  return c !== undefined && /\w/.test(c)
}

/** Assembler: labels that are no local ones, and the kernel's and newlib's macros for functions. */
function labelsIn(text: string): TextFunction[] {
  const functions: TextFunction[] = []
  for (const [i, line] of text.split('\n').entries()) {
    const [, label, made] =
      /^(?:([A-Za-z_][\w$]{0,200}):|\s*(?:ENTRY|WEAK|GTEXT|FUNC|FUNCTION|SYM_(?:FUNC|CODE|TYPED_FUNC|INNER_LABEL)\w*)\(\s*([A-Za-z_]\w{0,200}))/.exec(
        line.slice(0, 500),
      ) ?? []
    const name = label ?? made
    if (name !== undefined) functions.push({ name, startLine: i + 1, endLine: i + 1 })
  }
  return functions
}
