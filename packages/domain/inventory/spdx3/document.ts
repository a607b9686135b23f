// SPDX-License-Identifier: Apache-2.0
import {
  ids,
  objects,
  text,
  texts,
  type Spdx3Object,
  type Spdx3Summary,
} from '@headwater/formats/spdx3'
import type { Digest, DocumentFacts, SbomType } from '../facts.ts'
import { digestsOf } from './identifiers.ts'

const SBOM_TYPES: ReadonlySet<string> = new Set<SbomType>([
  'design',
  'source',
  'build',
  'analyzed',
  'deployed',
  'runtime',
])

export function documentFacts(seen: {
  readonly summary: Spdx3Summary
  readonly source: string
  readonly document: Spdx3Object | undefined
  readonly collections: readonly Spdx3Object[]
  readonly creation: Spdx3Object | undefined
  readonly nameOf: (id: string) => string
  readonly license: (id: string) => string | undefined
}): DocumentFacts {
  const { summary, source, document, collections, creation, nameOf, license } = seen
  const types = new Set<SbomType>()
  for (const collection of collections) {
    for (const type of texts(collection, 'software_sbomType')) {
      if (isSbomType(type)) types.add(type)
    }
  }
  const id = document && text(document, 'spdxId')
  const name =
    (document && text(document, 'name')) ??
    collections.map((each) => text(each, 'name')).find((each) => each !== undefined)
  const createdAt = creation && text(creation, 'created')
  const comment = [document && text(document, 'comment'), creation && text(creation, 'comment')]
    .filter((each) => each !== undefined)
    .join('\n')
  const [licenseId] = document ? ids(document, 'dataLicense') : []
  const dataLicense = licenseId === undefined ? undefined : license(licenseId)
  return {
    format: 'spdx-3',
    specVersion: (creation && text(creation, 'specVersion')) ?? summary.specVersion,
    syntax: 'json',
    source,
    creators: creation ? ids(creation, 'createdBy').map(nameOf) : [],
    tools: creation ? ids(creation, 'createdUsing').map(nameOf) : [],
    sbomTypes: [...types],
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(comment === '' ? {} : { comment }),
    ...(dataLicense === undefined ? {} : { dataLicense }),
  }
}

function isSbomType(type: string): type is SbomType {
  return SBOM_TYPES.has(type)
}

/**
 * Imports name elements, tens of thousands sometimes; what counts between documents is each document once. Elements with the
 * same location, the same digests or else the same namespace are of one document, and the first stands for it.
 */
export function externalDocuments(
  document: Spdx3Object | undefined,
): Iterable<{ readonly id: string; readonly digests: readonly Digest[] }> {
  const found = new Map<string, { readonly id: string; readonly digests: readonly Digest[] }>()
  for (const map of document ? objects(document, 'import') : []) {
    const id = text(map, 'externalSpdxId')
    if (id === undefined) continue
    const digests = digestsOf(map)
    const key =
      text(map, 'locationHint') ??
      ids(map, 'definingArtifact')[0] ??
      digests[0]?.value ??
      id.slice(0, Math.max(id.lastIndexOf('#'), id.lastIndexOf('/')) + 1)
    const known = found.get(key)
    if (known === undefined || (known.digests.length === 0 && digests.length > 0)) {
      found.set(key, { id, digests })
    }
  }
  return found.values()
}
