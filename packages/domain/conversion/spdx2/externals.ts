// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_ID, type Spdx2ExternalDocumentRef } from '@headwater/formats/spdx2'
import { createNames } from '../names.ts'
import type { Ledger } from '../ledger.ts'
import type { Pivot } from '../pivot.ts'
import { checksumOf } from './writers.ts'

/** Names of elements of other documents, which SPDX 2 makes of the document's reference and the local id (6.6). */
export interface Externals {
  /** `DocumentRef-x:SPDXRef-y`; undefined for what is no element of another document. */
  idOf(id: string): string | undefined
}

/** Fills `list` with the documents that are referred to. */
export function createExternals(
  pivot: Pivot,
  list: Spdx2ExternalDocumentRef[],
  ledger: Ledger,
): Externals {
  const refs = new Map<string, string>()
  const names = createNames((id) => id)
  for (const fact of pivot.document.facts) {
    if (fact.term !== 'externalDocument') continue
    const { uri, name, hashes } = fact.value
    if (refs.has(uri)) {
      ledger.imply(fact.origins)
      continue
    }
    const ref = declare(uri, name)
    const said = hashes.find((each) => checksumOf(each) !== undefined)
    if (said) {
      Object.assign(ref, { checksum: checksumOf(said) })
      ledger.put(ref, 'checksum', said.origins, 'carried')
    }
    ledger.put(ref, 'spdxDocument', fact.origins, 'carried')
  }

  function declare(uri: string, wanted?: string): Spdx2ExternalDocumentRef {
    const tail = uri.replace(/[/#]+$/, '')
    const short = tail.slice(Math.max(tail.lastIndexOf('/'), tail.lastIndexOf(':')) + 1)
    const name =
      wanted !== undefined && /^DocumentRef-[A-Za-z0-9.+-]+$/.test(wanted)
        ? wanted
        : `DocumentRef-${short.replaceAll(/[^A-Za-z0-9.-]+/g, '-') || 'other'}`
    const externalDocumentId = names.fresh(name)
    const ref = { externalDocumentId, spdxDocument: uri }
    refs.set(uri, externalDocumentId)
    list.push(ref)
    return ref
  }

  return {
    idOf(id) {
      const [uri, local] = partsOf(id, pivot.family)
      if (uri === undefined) return refs.get(id) && `${refs.get(id)}:${DOCUMENT_ID}`
      if (!refs.has(uri)) {
        const { externalDocumentId } = declare(uri)
        ledger.note([], `${externalDocumentId} stands for ${uri}, whose checksum nobody says`)
      }
      return `${refs.get(uri) ?? ''}:${local}`
    },
  }
}

function partsOf(
  id: string,
  family: Pivot['family'],
): readonly [uri: string | undefined, local: string] {
  const isElsewhere =
    family === 'spdx-3'
      ? id.includes(':')
      : family === 'spdx-2'
        ? id.includes('#')
        : id.startsWith('urn:cdx:')
  const hash = id.indexOf('#')
  const cut = hash >= 0 ? hash : family === 'spdx-3' ? id.lastIndexOf('/') : -1
  if (!isElsewhere || cut <= 0) return [undefined, '']
  return [id.slice(0, cut), spdxRefOf(id.slice(cut + 1))]
}

/** `pkg:npm/lodash@4` -> `SPDXRef-pkg-npm-lodash-4`: letters, digits, full stops and hyphens (6.3). */
export function spdxRefOf(id: string): string {
  const cut = Math.max(id.lastIndexOf('#'), /^https?:/.test(id) ? id.lastIndexOf('/') : -1)
  const tail = cut >= 0 && cut < id.length - 1 ? id.slice(cut + 1) : id
  const plain = decoded(tail)
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^-|-$/g, '')
  const short = plain.length > 200 ? plain.slice(0, 200) : plain
  return short.startsWith('SPDXRef-') && short.length > 8 ? short : `SPDXRef-${short || 'element'}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
