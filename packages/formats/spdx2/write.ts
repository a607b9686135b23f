// SPDX-License-Identifier: Apache-2.0
import { createLosses, type Loss, type Losses } from './losses.ts'
import type { Spdx2Document } from './model.ts'
import { writeJson } from './write-json.ts'
import { writeTagValue } from './write-tag-value.ts'

export interface Spdx2Target {
  readonly syntax: 'json' | 'tag-value'
  readonly version: '2.2' | '2.3'
}

export interface WrittenSpdx2 {
  readonly text: string
  /** One line for each kind of thing that the version or the syntax cannot say. */
  readonly lost: readonly string[]
  /** Each of them with its place in the document. */
  readonly losses: readonly Loss[]
}

/**
 * The document in the serialization and version of `target`, the same text for the same document. Elements keep their
 * order; members come in the order of the specification.
 */
export function writeSpdx2(document: Spdx2Document, target: Spdx2Target): WrittenSpdx2 {
  const losses = createLosses(target.version)
  const text = WRITERS[target.syntax](document, target.version, losses)
  return { text, lost: losses.summary(), losses: losses.all() }
}

const WRITERS: Readonly<
  Record<
    Spdx2Target['syntax'],
    (document: Spdx2Document, version: string, losses: Losses) => string
  >
> = { json: writeJson, 'tag-value': writeTagValue }
