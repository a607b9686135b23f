// SPDX-License-Identifier: Apache-2.0
import type { Component, Hash, Property } from '@headwater/formats/cyclonedx'
import { digestAlgorithm } from '../digests.ts'
import type { Digest } from '../facts.ts'

export interface Identifiers {
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  readonly others: readonly { readonly type: string; readonly value: string }[]
}

/** What a component is known as: its own members, what its evidence concluded, and what scanners put into properties. */
export function identifiersOf(component: Component): Identifiers {
  const { purl, cpe, properties, evidence } = component
  const purls: string[] = purl ? [purl] : []
  const cpes: string[] = cpe ? [cpe] : []
  for (const { name, value } of properties ?? []) {
    // `syft:cpe23` and its like: candidates beyond the one that `cpe` has room for
    if (value?.startsWith('cpe:') && name !== undefined && /(?:^|:)cpe(?:2[23])?$/i.test(name)) {
      addOnce(cpes, value)
    }
  }
  if (evidence?.identity) {
    for (const { field, concludedValue } of asList(evidence.identity)) {
      if (field === 'purl' && concludedValue?.startsWith('pkg:')) addOnce(purls, concludedValue)
      if (field === 'cpe' && concludedValue?.startsWith('cpe:')) addOnce(cpes, concludedValue)
    }
  }
  const source = withSourcePackage(purl, properties)
  if (source !== undefined) addOnce(purls, source)
  return { purls, cpes, others: otherIdentifiers(component) }
}

function otherIdentifiers({ swid, swhid, omniborId }: Component): Identifiers['others'] {
  if (!swid && !swhid && !omniborId) return NONE
  return [
    ...(swid ? [{ type: 'swid', value: swid.tagId }] : []),
    ...(swhid ?? []).map((value) => ({ type: 'swhid', value })),
    ...(omniborId ?? []).map((value) => ({ type: 'gitoid', value })),
  ]
}

const NONE: Identifiers['others'] = []

function addOnce(list: string[], value: string): void {
  if (!list.includes(value)) list.push(value)
}

/** `hashes`, and the content identifiers that are git object ids: both tie files of equal content. */
export function digestsOf({ hashes, swhid, omniborId }: Component): readonly Digest[] {
  const digests = digestsOfHashes(hashes)
  for (const value of swhid ?? []) {
    const hex = /^swh:1:cnt:([0-9a-f]{40})(?:;.*)?$/.exec(value)?.[1]
    if (hex !== undefined) digests.push({ algorithm: 'gitoid-sha1', value: hex })
  }
  for (const value of omniborId ?? []) {
    const [, algorithm, hex] = /^gitoid:blob:(sha1|sha256):([0-9a-f]+)$/.exec(value) ?? []
    if (hex !== undefined) digests.push({ algorithm: `gitoid-${algorithm}`, value: hex })
  }
  return digests
}

export function digestsOfHashes(hashes: readonly Hash[] | undefined): Digest[] {
  return (hashes ?? []).map(({ alg, content }) => ({
    algorithm: digestAlgorithm(alg),
    value: content.toLowerCase(),
  }))
}

/**
 * Trivy names the source package in properties, where purl has the qualifier `upstream`; distributions' advisories speak of
 * source packages. Undefined: nothing to add.
 */
function withSourcePackage(
  purl: string | undefined,
  properties: readonly Property[] | undefined,
): string | undefined {
  if (purl === undefined || !/^pkg:(?:deb|apk|rpm)\//.test(purl) || /[?&]upstream=/.test(purl)) {
    return undefined
  }
  const said = (name: string): string | undefined =>
    properties?.find((property) => property.name === `aquasecurity:trivy:${name}`)?.value
  const name = said('SrcName')
  if (name === undefined || name === '') return undefined
  const [version, release, epoch] = [said('SrcVersion'), said('SrcRelease'), said('SrcEpoch')]
  const full = `${epoch ? `${epoch}:` : ''}${version ?? ''}${release ? `-${release}` : ''}`
  const upstream =
    version === undefined
      ? name
      : purl.startsWith('pkg:rpm/')
        ? `${name}-${version}-${release ?? ''}.src.rpm`
        : `${name}@${full}`
  const [head = '', subpath] = purl.split('#')
  const qualified = `${head}${head.includes('?') ? '&' : '?'}upstream=${encodeURIComponent(upstream)}`
  return subpath === undefined ? qualified : `${qualified}#${subpath}`
}

function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]
}
