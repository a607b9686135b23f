// SPDX-License-Identifier: Apache-2.0
import type { CycloneDxDocument } from './document.ts'
import type { Syntax, Version } from './versions.ts'

export interface CycloneDxTarget {
  readonly version: Version
  readonly syntax: Syntax
}

export interface WrittenCycloneDx {
  readonly text: string
  /** One line for each thing that the version or the syntax cannot say, in the order of the document. */
  readonly lost: readonly string[]
}

export function writeCycloneDx(
  _document: CycloneDxDocument,
  _target: CycloneDxTarget,
): WrittenCycloneDx {
  throw new Error('not written yet')
}
