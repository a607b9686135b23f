// SPDX-License-Identifier: Apache-2.0
import type { OtherChange } from '@headwater/domain/triage'
import { languageOf, readSource, type ReadSource, type Region } from '../functions/index.ts'
import type { Hunk } from '../patch/index.ts'

/** What a fix changed in one file, in the words of the text before it. */
export interface Changes {
  /** Functions of the old text that lost, got or changed lines. */
  readonly functions: readonly string[]
  /** What changed outside of functions and was there before. */
  readonly others: readonly OtherChange[]
  /** Functions that the old text does not have. */
  readonly added: readonly string[]
  /** Something was added that is neither in a function nor part of what was there. */
  readonly isAdding: boolean
}

/**
 * Removed lines are looked up in the old text, added ones in the new: a line that was put into a function changes it, a whole
 * function that was put between two others changes neither. Blank lines and comments change nothing.
 */
export function changesIn(
  path: string,
  before: string,
  after: string,
  hunks: readonly Hunk[],
): Changes | undefined {
  const language = languageOf(path)
  if (language === undefined) return undefined
  const old = sideOf(readSource(language, before), before)
  const young = sideOf(readSource(language, after), after)
  const found: Found = {
    functions: new Set(),
    others: new Map(),
    added: new Set(),
    isAdding: false,
  }
  for (const hunk of hunks) walkHunk(hunk, old, young, found)
  return {
    functions: [...found.functions].sort(),
    others: [...found.others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change),
    added: [...found.added].sort(),
    isAdding: found.isAdding || found.added.size > 0,
  }
}

interface Found {
  readonly functions: Set<string>
  readonly others: Map<string, OtherChange>
  readonly added: Set<string>
  isAdding: boolean
}

/** A text by lines. */
interface Side {
  readonly source: ReadSource
  /** Of each line, from 1, its region. */
  regionAt(line: number): Region | undefined
  /** `if`, `ifdef`, `else`, …, if the line is one of the preprocessor's. */
  directiveAt(line: number): string | undefined
  /** Names of functions, and `kind name` of all else. */
  readonly known: ReadonlySet<string>
}

function sideOf(source: ReadSource, text: string): Side {
  const lines = text.split('\n')
  const { regions, functions } = source
  const known = new Set<string>()
  for (const { kind, name } of regions) known.add(`${kind} ${name}`)
  for (const { name, kind } of functions)
    known.add(`${kind === 'macro' ? 'macro-function' : 'function'} ${name}`)
  return {
    source,
    known,
    regionAt: (line) => find(regions, line),
    directiveAt: (line) => DIRECTIVE.exec(lines[line - 1] ?? '')?.[1],
  }
}

const DIRECTIVE = /^\s{0,200}#\s{0,200}(ifn?def|if|el[a-z]*|endif)/

function find(regions: readonly Region[], line: number): Region | undefined {
  let low = 0
  let high = regions.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const region = regions[middle]
    if (region === undefined) return undefined
    if (region.endLine < line) low = middle + 1
    else if (region.startLine > line) high = middle - 1
    else return region
  }
  return undefined
}

function walkHunk(
  { oldStart, newStart, oldLines, newLines, lines }: Hunk,
  old: Side,
  young: Side,
  found: Found,
): void {
  // with no lines on a side its start is the line before
  let oldLine = oldLines === 0 ? oldStart + 1 : oldStart
  let newLine = newLines === 0 ? newStart + 1 : newStart
  for (let i = 0; i < lines.length;) {
    if (lines[i]?.kind === 'context') {
      oldLine++
      newLine++
      i++
      continue
    }
    let removed = 0
    let added = 0
    for (; i < lines.length && lines[i]?.kind !== 'context'; i++) {
      if (lines[i]?.kind === 'removed') removed++
      else added++
    }
    for (let line = oldLine; line < oldLine + removed; line++) {
      if (!old.source.isEmpty(line)) note(old.regionAt(line), found)
    }
    noteAdded(newLine, newLine + added, removed, old, young, found)
    oldLine += removed
    newLine += added
  }
}

function note(region: Region | undefined, { functions, others }: Found): void {
  if (region === undefined) return
  const { kind, name, within } = region
  switch (kind) {
    case 'function':
      functions.add(name)
      return
    case 'comment':
      return
    case 'macro-function':
      others.set(`macro ${name}`, { kind: 'macro', name })
      return
    case 'macro':
    case 'data':
    case 'type':
    case 'declaration':
    case 'include':
    case 'other':
      // a macro that is defined within a function may be used by others after it
      if (within !== undefined) functions.add(within)
      others.set(`${kind} ${name}`, { kind, name })
  }
}

function noteAdded(
  from: number,
  to: number,
  removed: number,
  old: Side,
  young: Side,
  found: Found,
): void {
  // directives around nothing but new things are new themselves
  const isOwn = removed === 0 && isBalanced(from, to, young)
  for (let line = from; line < to; line++) {
    if (young.source.isEmpty(line)) continue
    const region = young.regionAt(line)
    if (region === undefined) continue
    const { kind, name, within } = region
    const isInside = within !== undefined && old.known.has(`function ${within}`)
    const isKnown = kind === 'other' && name === '' ? !isOwn : old.known.has(`${kind} ${name}`)
    if (isInside || (isKnown && kind !== 'include')) note(region, found)
    else if (kind === 'function' || kind === 'macro-function') found.added.add(name)
    else found.isAdding = true
  }
}

/** Does each `#if` of these added lines that stands outside of functions end within them, with something new between? */
function isBalanced(from: number, to: number, young: Side): boolean {
  let depth = 0
  let isSomething = false
  for (let line = from; line < to; line++) {
    const region = young.regionAt(line)
    if (region?.kind !== 'other') {
      isSomething ||= region !== undefined && region.kind !== 'comment'
      continue
    }
    const directive = young.directiveAt(line)
    if (directive?.startsWith('if') === true) depth++
    else if (directive === 'endif' && --depth < 0) return false
    else if (directive?.startsWith('el') === true && depth === 0) return false
  }
  return depth === 0 && isSomething
}
