// SPDX-License-Identifier: Apache-2.0
import type { Ledger, Placed } from './ledger.ts'
import { PACKAGE_KINDS, type ElementKind, type Pivot } from './pivot.ts'

/** What a conversion needs to know besides the document. */
export interface ConversionFacts {
  /** File name of the source, for a document without a name. */
  readonly name: string
  /** Of the source's bytes, lower-case hexadecimal: names that have to be made up are made of it. */
  readonly sha256: string
  /** Who converts: noted beside the tools that made the source. */
  readonly tool: { readonly name: string; readonly version: string }
}

/** What a writer of the pivot is given. */
export interface Making {
  readonly pivot: Pivot
  readonly ledger: Ledger
  readonly facts: ConversionFacts
  readonly tally: Tally
}

/** What was written, counted once everything is: what the target's version has no place for is not. */
export interface Tally {
  add(what: ElementKind | 'relationship', placed?: Placed): void
  counts(): Counts
}

export function createTally(): Tally {
  const written: { readonly what: string; readonly placed: Placed | undefined }[] = []
  return {
    add(what, placed) {
      written.push({ what, placed })
    },
    counts() {
      const counts = { packages: 0, files: 0, snippets: 0, relationships: 0 }
      for (const { what, placed } of written) {
        if (placed?.live === false) continue
        const list = what === 'relationship' ? 'relationships' : listOf(what as ElementKind)
        if (list !== undefined) counts[list]++
      }
      return counts
    },
  }
}

export function countsOf({ elements, relationships }: Pivot): Counts {
  const counts = { packages: 0, files: 0, snippets: 0, relationships: relationships.length }
  for (const { kind } of elements) {
    const list = listOf(kind)
    if (list !== undefined) counts[list]++
  }
  return counts
}

function listOf(kind: ElementKind): 'packages' | 'files' | 'snippets' | undefined {
  if (PACKAGE_KINDS.has(kind)) return 'packages'
  return kind === 'file' ? 'files' : kind === 'snippet' ? 'snippets' : undefined
}

/** Elements and relationships of a document, counted as the pivot has them. */
export interface Counts {
  readonly packages: number
  readonly files: number
  readonly snippets: number
  readonly relationships: number
}

/** An instant that stands where SPDX asks for one and the source has none: no clock, so that equal input gives equal output. */
export const UNTOLD = '1970-01-01T00:00:00Z'
