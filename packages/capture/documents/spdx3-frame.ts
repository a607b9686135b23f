// SPDX-License-Identifier: Apache-2.0
import type { Spdx3Object } from '@headwater/formats/spdx3'
import type { BuildFile } from '../build/model.ts'

/** What the parts of an SPDX 3 document are written with. */
export interface Frame {
  readonly base: string
  add(type: string, id: string, members: Spdx3Object): string
  idOf(file: BuildFile): string
  codeOf(file: BuildFile): string | undefined
  relate(
    from: string,
    type: string,
    to: readonly string[],
    completeness?: 'complete' | 'incomplete',
  ): void
  annotate(subject: string, statement: string): void
}

export function identifier(externalIdentifierType: string, value: string): Spdx3Object {
  return { type: 'ExternalIdentifier', externalIdentifierType, identifier: value }
}

export function hash(algorithm: string, hashValue: string): Spdx3Object {
  return { type: 'Hash', algorithm, hashValue }
}

export function entry(key: string, value: string): Spdx3Object {
  return { type: 'DictionaryEntry', key, value }
}
