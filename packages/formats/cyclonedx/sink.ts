// SPDX-License-Identifier: Apache-2.0
import { EXTENSIONS, type CycloneDxDocument, type Extensions } from './document.ts'
import type { Syntax, Version } from './versions.ts'

/** Lists of the document that come item by item, so that a document need not be held whole. */
export const STREAMED = [
  'components',
  'services',
  'dependencies',
  'compositions',
  'vulnerabilities',
  'annotations',
  'formulation',
  'citations',
] as const

export type StreamedKey = (typeof STREAMED)[number]

export type StreamedItem<Key extends StreamedKey> = NonNullable<CycloneDxDocument[Key]>[number]

/**
 * Takes a document piece by piece, in the order in which the text has them. Pieces are checked as they come, but the
 * document is known to be good only once the read is done: what was taken from a document that throws is to be dropped.
 */
export interface CycloneDxSink {
  start(head: { readonly specVersion: Version; readonly syntax: Syntax }): void
  /** One item of a streamed list. */
  item<Key extends StreamedKey>(key: Key, index: number, value: StreamedItem<Key>): void
  /** Every other member, and a streamed list that is empty. */
  member(key: string, value: unknown): void
  /** XML only: what stands in the document's element, or (with the key) in a streamed list, from other namespaces. */
  extensions(extensions: Extensions, key?: StreamedKey): void
}

/** A sink that puts the document together again. */
export function collectDocument(): {
  readonly sink: CycloneDxSink
  document(): CycloneDxDocument
} {
  const members = Object.create(null) as Record<string, unknown>
  const sink: CycloneDxSink = {
    start: ({ specVersion }) => {
      members['bomFormat'] = 'CycloneDX'
      members['specVersion'] = specVersion
    },
    item: (key, _index, value) => {
      const list = members[key] as unknown[] | undefined
      if (list) list.push(value)
      else members[key] = [value]
    },
    member: (key, value) => {
      members[key] ??= value
    },
    extensions: (extensions, key) => {
      const list: unknown = key === undefined ? members : (members[key] ??= [])
      Object.assign(list as object, { [EXTENSIONS]: extensions })
    },
  }
  return { sink, document: () => ({ ...members }) as unknown as CycloneDxDocument }
}
