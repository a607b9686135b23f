// SPDX-License-Identifier: Apache-2.0
import { digestAlgorithm, type Digest } from '../inventory/index.ts'
import type { ProductIdentity } from './statement.ts'

/** An identity of one free identifier: a purl, a CPE name, an IRI of an element, or else just a name. */
export function identityOf(id: string): ProductIdentity {
  const none = { label: id, purls: [], cpes: [], digests: [], elementIds: [] }
  if (/^pkg:/i.test(id)) return { ...none, purls: [id] }
  if (/^cpe:/i.test(id)) return { ...none, cpes: [id] }
  if (/^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/|[A-Za-z0-9-]+:)/.test(id))
    return { ...none, elementIds: [id] }
  return { ...none, name: id }
}

export function digestOf(algorithm: string, value: string): Digest {
  return { algorithm: digestAlgorithm(algorithm), value: value.toLowerCase() }
}

/**
 * One spelling for an element id: BOM-Links are case-insensitive up to the fragment, and some writers escape the reference
 * in it and some do not (CycloneDX specification, "BOM-Link").
 */
export function elementKey(id: string): string {
  if (!/^urn:cdx:/i.test(id)) return id
  const hash = id.indexOf('#')
  if (hash < 0) return id.toLowerCase()
  return `${id.slice(0, hash).toLowerCase()}#${decoded(id.slice(hash + 1))}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
