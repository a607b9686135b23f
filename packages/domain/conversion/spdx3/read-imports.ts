// SPDX-License-Identifier: Apache-2.0
import { idOf, isObject, objects, text, type Spdx3Object } from '@headwater/formats/spdx3'
import { itemsOf, membersOf, type FactList } from '../reading.ts'

/** SPDX 3.0.1 Core, ExternalMap and NamespaceMap: other documents, and elements of them. */
export function readImports(document: Spdx3Object, head: FactList): void {
  const prefixes = new Map<string, string>()
  for (const map of objects(document, 'namespaceMap')) {
    // ids are written out already: a prefix says nothing but how the text was shortened
    head.imply(...membersOf(map, 'type', '@id', 'prefix', 'namespace'))
    const prefix = text(map, 'prefix') ?? ''
    if (prefix.startsWith('DocumentRef-'))
      prefixes.set(withoutTail(text(map, 'namespace') ?? ''), prefix)
  }
  for (const [, item] of itemsOf(document['import'])) {
    if (!isObject(item)) continue
    const id = text(item, 'externalSpdxId') ?? ''
    const of = idOf(item['definingArtifact'])
    const location = text(item, 'locationHint')
    const hashes = objects(item, 'verifiedUsing').filter(({ type }) => type === 'Hash')
    const uri = withoutTail(of ?? id)
    const name = prefixes.get(uri)
    head.add(
      'externalDocument',
      {
        uri,
        ...(name !== undefined && { name }),
        ...(of !== undefined && { element: id }),
        hashes: hashes.map((hash) => ({
          algorithm: text(hash, 'algorithm') ?? '',
          value: text(hash, 'hashValue') ?? '',
          origins: membersOf(hash, 'type', '@id', 'algorithm', 'hashValue'),
        })),
      },
      ...membersOf(item, 'type', '@id', 'externalSpdxId', 'definingArtifact'),
    )
    if (location !== undefined) {
      head.add('documentLocation', `${uri} ${location}`, ...membersOf(item, 'locationHint'))
    }
  }
}

/** The namespace of an id: what stands before `#`. */
function withoutTail(id: string): string {
  const hash = id.indexOf('#')
  return hash < 0 ? id : id.slice(0, hash)
}
