// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { TracedBuild } from '../build/model.ts'
import { billsOf, type Bill, type BillKind, type Making } from './bill.ts'
import { writeAsCycloneDx } from './cyclonedx.ts'
import { writeAsSpdx2 } from './spdx2.ts'
import { writeAsSpdx3 } from './spdx3.ts'

export type { BillKind } from './bill.ts'
export { saveDocuments } from './save.ts'
export { GAP_MARK, gapsInList } from './gaps.ts'

export type CaptureFormat = 'spdx-3.0' | 'spdx-2.3' | 'cyclonedx-1.7'

export interface WrittenDocument {
  readonly kind: BillKind
  readonly file: string
  /** The text in UTF-8, in pieces: it may be longer than the longest string. */
  readonly pieces: readonly Uint8Array[]
}

/** A document that another one refers to: where it is, and the digest of its bytes. */
export interface Reference {
  readonly bill: Bill
  readonly file: string
  digest(algorithm: 'sha256' | 'sha1'): string
}

/** One format's way of writing a bill; `others` are the documents that were written before it. */
export type BillWriter = (
  bill: Bill,
  making: Making,
  others: readonly Reference[],
) => readonly string[]

export const FORMATS: Readonly<
  Record<CaptureFormat, { readonly ending: string; readonly write: BillWriter }>
> = {
  'spdx-3.0': { ending: 'spdx3.json', write: writeAsSpdx3 },
  'spdx-2.3': { ending: 'spdx.json', write: writeAsSpdx2 },
  'cyclonedx-1.7': { ending: 'cdx.json', write: writeAsCycloneDx },
}

/** The sources first: the build's document carries their digests. */
export function writeDocuments(
  build: TracedBuild,
  {
    format,
    now,
    tool,
  }: { readonly format: CaptureFormat; readonly now: Date; readonly tool: Making['tool'] },
): readonly WrittenDocument[] {
  const { ending, write } = FORMATS[format]
  const making = { tool, created: `${now.toISOString().slice(0, 19)}Z` }
  const documents: WrittenDocument[] = []
  const others: Reference[] = []
  for (const bill of billsOf(build, making)) {
    const file = `${bill.kind}.${ending}`
    const pieces = write(bill, making, others).map((piece) => Buffer.from(piece))
    documents.push({ kind: bill.kind, file, pieces })
    others.push({ bill, file, digest: (algorithm) => digestOf(pieces, algorithm) })
  }
  return documents
}

function digestOf(pieces: readonly Uint8Array[], algorithm: string): string {
  const hash = createHash(algorithm)
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}
