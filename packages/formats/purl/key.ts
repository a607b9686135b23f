// SPDX-License-Identifier: Apache-2.0
import type { Purl } from './purl.ts'
import { PURL_TYPES, type PurlType } from './types.ts'

/**
 * `type/namespace/name`, one string for every writing of one package: what advisories are matched on. No version,
 * qualifiers or subpath. Not a purl: names that their registry does not tell apart are folded together (NuGet, Go, Swift
 * and CRAN by case, PyPI by PEP 503, crates.io by case and underscore).
 */
export function purlKey(purl: Purl): string {
  const fold = PURL_TYPES.get(purl.type)?.keyFold
  const path = purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`
  return `${purl.type}/${fold === undefined ? path : FOLDS[fold](path)}`
}

const FOLDS: Readonly<Record<NonNullable<PurlType['keyFold']>, (path: string) => string>> = {
  case: (path) => path.toLowerCase(),
  pep503: (path) => path.toLowerCase().replaceAll(/[-_.]+/g, '-'),
  'case-and-underscore': (path) => path.toLowerCase().replaceAll('_', '-'),
}
