// SPDX-License-Identifier: Apache-2.0
import { encodeComponent, encodeSegments } from './percent.ts'
import type { Purl } from './purl.ts'

/** The canonical text (ECMA-427, "How to build a purl string"). */
export function formatPurl(purl: Purl): string {
  const namespace = purl.namespace === undefined ? '' : `${encodeSegments(purl.namespace)}/`
  const version = purl.version === undefined ? '' : `@${encodeComponent(purl.version)}`
  const qualifiers = [...purl.qualifiers].map(([key, value]) => `${key}=${encodeComponent(value)}`)
  const query = qualifiers.length === 0 ? '' : `?${qualifiers.join('&')}`
  const subpath = purl.subpath === undefined ? '' : `#${encodeSegments(purl.subpath)}`
  return `pkg:${purl.type}/${namespace}${encodeSegments(purl.name)}${version}${query}${subpath}`
}
