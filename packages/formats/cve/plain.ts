// SPDX-License-Identifier: Apache-2.0

/**
 * What nearly all of the members that a feed has most of look like, in straight code: a kernel record has ten versions and
 * six CPE matches, and reading their rules for each took longer than everything else. `rules.ts` judges the rest.
 */
export function isPlainVersion(item: Members): boolean {
  return (
    typeof item.version === 'string' &&
    (item.status === 'affected' || item.status === 'unaffected' || item.status === 'unknown') &&
    isText(item.versionType) &&
    isText(item.lessThan) &&
    isText(item.lessThanOrEqual) &&
    item.changes === undefined
  )
}

export function isPlainCpeMatch(item: Members): boolean {
  return (
    typeof item.criteria === 'string' &&
    isText(item.versionStartIncluding) &&
    isText(item.versionEndExcluding) &&
    item.versionStartExcluding === undefined &&
    item.versionEndIncluding === undefined
  )
}

export function isPlainReference(item: Members): boolean {
  return typeof item.url === 'string' && item.name === undefined && item.tags === undefined
}

interface Members {
  readonly version?: unknown
  readonly status?: unknown
  readonly versionType?: unknown
  readonly lessThan?: unknown
  readonly lessThanOrEqual?: unknown
  readonly changes?: unknown
  readonly criteria?: unknown
  readonly versionStartIncluding?: unknown
  readonly versionStartExcluding?: unknown
  readonly versionEndIncluding?: unknown
  readonly versionEndExcluding?: unknown
  readonly url?: unknown
  readonly name?: unknown
  readonly tags?: unknown
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}
