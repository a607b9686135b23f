// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs'
import { languageOf, regionsIn, type RegionKind } from '@headwater/locate/functions'
import type { BuildFile, TracedStep } from '../build/model.ts'
import { isJoined, jointsIn, type Joint } from './joints.ts'

/**
 * Compilers may inline a function until no instruction bears its name, and then debug information does not tell of the copy.
 * They can do so only where its name stands: in the functions that call it, in macros and tables. Where nothing that went
 * into an image mentions it, directly or through others, no copy of it is there.
 */
export interface Mentions {
  /**
   * Of functions that are not known to be in an image (`candidates`), those that nothing which may be there mentions.
   * Undefined: the texts do not tell.
   */
  unmentioned(
    step: Pick<TracedStep, 'inputs' | 'includes' | 'knowsIncludes'>,
    candidates: ReadonlySet<string>,
  ): ReadonlySet<string> | undefined
}

export function readMentions(): Mentions {
  const texts = new Map<string, TextWords | undefined>()
  const wordsOf = (path: string): TextWords | undefined => {
    const known = texts.get(path)
    if (known !== undefined || texts.has(path)) return known
    const read = readWords(path)
    texts.set(path, read)
    return read
  }
  return {
    unmentioned({ inputs, includes, knowsIncludes }, candidates) {
      const own = [...inputs, ...includes].filter(isOfProject)
      if (!knowsIncludes || own.length === 0) return undefined
      const unit: TextWords[] = []
      for (const { path } of own) {
        const text = wordsOf(path)
        if (text === undefined) return undefined
        unit.push(text)
      }
      return unreached(unit, candidates)
    },
  }
}

/** No header of the system mentions a function of the project. */
function isOfProject({ home }: BuildFile): boolean {
  return home.kind !== 'package'
}

interface TextWords {
  readonly regions: readonly WordRegion[]
  /** What macros join to new words. */
  readonly joints: readonly Joint[]
}

interface WordRegion {
  readonly kind: RegionKind
  readonly name: string
  readonly words: ReadonlySet<string>
}

const LARGEST = 4 * 1024 * 1024

/** C only: C++ calls constructors, operators and what templates ask for without naming them. */
function readWords(path: string): TextWords | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (languageOf(path) !== 'c' || size === undefined || size > LARGEST) return undefined
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n')
  const regions: WordRegion[] = []
  const joints: Joint[] = []
  for (const { kind, name, startLine, endLine } of regionsIn('c', text)) {
    // a prototype calls nothing
    if (kind === 'comment' || kind === 'declaration' || kind === 'include') continue
    const words = new Set<string>()
    for (let at = startLine - 1; at < endLine; at++) {
      const line = lines[at] ?? ''
      for (const [word] of line.matchAll(/[A-Za-z_$][\w$]*/g)) words.add(word)
    }
    if (kind === 'macro') joints.push(...jointsIn(lines.slice(startLine - 1, endLine).join('\n')))
    // of the system's headers, which are not read
    if (words.has('__CONCAT')) joints.push([undefined, undefined])
    regions.push({ kind, name, words })
  }
  return { regions, joints }
}

/** Walks from what may be in an image to what it mentions. */
function unreached(
  unit: readonly TextWords[],
  candidates: ReadonlySet<string>,
): ReadonlySet<string> {
  const regions = unit.flatMap((text) => text.regions)
  const byName = new Map<string, WordRegion[]>()
  const open: WordRegion[] = []
  const left = new Set<string>()
  for (const region of regions) {
    const { kind, name } = region
    const isCandidate = kind === 'function' && candidates.has(name)
    if (isCandidate) left.add(name)
    if (kind !== 'macro' && !isCandidate) {
      open.push(region)
      continue
    }
    const list = byName.get(name)
    if (list) list.push(region)
    else byName.set(name, [region])
  }
  const reach = (name: string): void => {
    left.delete(name)
    const own = byName.get(name)
    if (own === undefined) return
    byName.delete(name)
    open.push(...own)
  }
  // a macro of that name: callers may call what it makes of it
  for (const { kind, name } of regions) if (kind === 'macro' && left.has(name)) reach(name)
  const joints = unit.flatMap((text) => text.joints)
  if (joints.length > 0) {
    const words = new Set(regions.flatMap((region) => [...region.words]))
    for (const name of left) if (isJoined(name, joints, words)) reach(name)
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const word of next.words) {
      if (byName.has(word) || left.has(word)) reach(word)
    }
  }
  return left
}
