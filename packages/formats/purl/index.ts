// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../fault/index.ts'
import { normalizeParts } from './normalize.ts'
import { findingsFor, type Purl, type PurlMode, type PurlParts, type PurlReading } from './purl.ts'
import { readPurl } from './read.ts'

/** @throws FormatError with every reason why the text is no purl. */
export function parsePurl(text: string, mode: PurlMode = 'strict'): Purl {
  return purlOrThrow(readPurl(text, mode), text)
}

/**
 * A purl from its components, decoded ones.
 * @throws FormatError with every reason why these make no purl.
 */
export function makePurl(parts: PurlParts, mode: PurlMode = 'strict'): Purl {
  return purlOrThrow(normalizeParts(parts, findingsFor(mode)), `purl of ${parts.name ?? 'no name'}`)
}

function purlOrThrow(reading: PurlReading, document: string): Purl {
  if (reading.kind === 'purl') return reading.purl
  throw new FormatError(
    document.length > 200 ? `${document.slice(0, 200)}…` : document,
    reading.reasons.map((message) => ({ code: 'INVALID_VALUE', message, place: {} })),
  )
}

export { ecosystemCovers } from './coverage.ts'
export {
  ecosystemName,
  ecosystemPackages,
  purlOfPackage,
  type EcosystemPackage,
} from './ecosystem.ts'
export { formatPurl } from './format.ts'
export { purlKey } from './key.ts'
export { readPurl } from './read.ts'
export type { Purl, PurlMode, PurlParts, PurlReading } from './purl.ts'
