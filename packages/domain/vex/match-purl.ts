// SPDX-License-Identifier: Apache-2.0
import { purlKey, readPurl, type Purl } from '@headwater/formats/purl'
import { compareVersions, schemeOfPurlType } from '@headwater/formats/versions'
import type { VexComponent } from './component.ts'

export interface KnownPurl {
  readonly key: string
  readonly purl: Purl
  readonly component: VexComponent
}

export function readPurls(component: VexComponent): readonly KnownPurl[] {
  return component.purls.flatMap((text) => {
    const reading = readPurl(text, 'lenient')
    if (reading.kind === 'fault') return []
    return [{ key: purlKey(reading.purl), purl: reading.purl, component }]
  })
}

export type PurlOutcome = 'exact' | 'all-versions' | { readonly because: string }

/**
 * Components that a statement's purl names. Without a version it names them all; each qualifier and the subpath that it has
 * must be the component's too (OpenVEX specification, "Product identification"). The version of an OCI purl is a digest.
 */
export function purlMatch(
  text: string,
  known: ReadonlyMap<string, readonly KnownPurl[]>,
  digests: ReadonlyMap<string, readonly VexComponent[]>,
  misses: string[],
): readonly { readonly component: VexComponent; readonly outcome: PurlOutcome }[] {
  const reading = readPurl(text, 'lenient')
  if (reading.kind === 'fault') {
    misses.push(`${text} is no purl: ${reading.reasons[0]}`)
    return []
  }
  const { purl } = reading
  const named = (known.get(purlKey(purl)) ?? []).map(({ purl: other, component }) => ({
    component,
    outcome: compare(purl, other, component),
  }))
  const digest = OCI_DIGEST.exec(purl.type === 'oci' ? (purl.version ?? '') : '')
  if (!digest) return named
  const byContent = digests.get(`${digest[1]}:${digest[2]?.toLowerCase()}`) ?? []
  return [...byContent.map((component) => ({ component, outcome: 'exact' as const })), ...named]
}

const OCI_DIGEST = /^(sha256|sha512):([0-9a-f]{64}|[0-9a-f]{128})$/i

function compare(statement: Purl, other: Purl, component: VexComponent): PurlOutcome {
  for (const [key, value] of statement.qualifiers) {
    const own = other.qualifiers.get(key)
    if (own === value) continue
    const has = own === undefined ? 'has no' : `has ${key}=${own} as`
    return { because: `${component.name} ${has} qualifier ${key}, the statement has ${value}` }
  }
  if (statement.subpath !== undefined && statement.subpath !== other.subpath) {
    return { because: `the statement is of ${statement.subpath} in ${component.name}` }
  }
  if (statement.version === undefined) return 'all-versions'
  const version = other.version ?? component.version
  if (version === undefined) {
    return { because: `${component.name} has no version, the statement is of ${statement.version}` }
  }
  if (isSameVersion(statement.type, statement.version, version)) return 'exact'
  return { because: `${component.name} is ${version}, the statement is of ${statement.version}` }
}

/**
 * Equal text, or equal in the order of the ecosystem (`1.0` and `1.0.0` of PyPI). Build metadata does not count in an order
 * and still tells two builds apart, so it must be the same.
 */
function isSameVersion(type: string, left: string, right: string): boolean {
  if (left === right) return true
  const scheme = schemeOfPurlType(type)
  if (scheme === undefined || buildOf(left) !== buildOf(right)) return false
  return compareVersions(scheme, left, right) === 0
}

function buildOf(version: string): string {
  const plus = version.indexOf('+')
  return plus < 0 ? '' : version.slice(plus)
}
