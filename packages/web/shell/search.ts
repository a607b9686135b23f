// SPDX-License-Identifier: Apache-2.0

/** What the address may say about a list of findings; anything else in it is ignored. */
export interface FindingSearch {
  readonly release?: string
  readonly product?: string
  readonly line?: string
  readonly component?: string
  readonly vulnerability?: string
  readonly verdict?: string
  readonly severity?: string
  readonly rule?: string
  readonly exploited?: string
  readonly q?: string
  readonly changedAfter?: string
  readonly sort?: string
  readonly order?: string
  /** Which part of a release is shown. */
  readonly tab?: string
}

const FINDING_KEYS = [
  'release',
  'product',
  'line',
  'component',
  'vulnerability',
  'verdict',
  'severity',
  'rule',
  'exploited',
  'q',
  'changedAfter',
  'sort',
  'order',
  'tab',
] as const satisfies readonly (keyof FindingSearch)[]

export function readFindingSearch(said: Readonly<Record<string, unknown>>): FindingSearch {
  return textsOf(FINDING_KEYS, said)
}

/** What the address may say about a list of groups. */
export interface TriageSearch {
  readonly release?: string
  readonly product?: string
  readonly line?: string
  readonly component?: string
  readonly vulnerability?: string
  readonly verdict?: string
  readonly severity?: string
  readonly rule?: string
  readonly exploited?: string
  readonly decided?: string
  readonly q?: string
}

const TRIAGE_KEYS = [
  'release',
  'product',
  'line',
  'component',
  'vulnerability',
  'verdict',
  'severity',
  'rule',
  'exploited',
  'decided',
  'q',
] as const satisfies readonly (keyof TriageSearch)[]

export function readTriageSearch(said: Readonly<Record<string, unknown>>): TriageSearch {
  return textsOf(TRIAGE_KEYS, said)
}

export interface CompareSearch {
  readonly a?: string
  readonly b?: string
  /** Builds of those releases. */
  readonly aBuild?: string
  readonly bBuild?: string
  /** Moments in time, for "what did we know then?". */
  readonly aAt?: string
  readonly bAt?: string
}

export function readCompareSearch(said: Readonly<Record<string, unknown>>): CompareSearch {
  return textsOf(['a', 'b', 'aBuild', 'bBuild', 'aAt', 'bAt'], said)
}

/** What the address may say about the audit log. */
export interface AuditSearch {
  readonly who?: string
  readonly action?: string
  readonly subject?: string
  readonly from?: string
  readonly to?: string
}

export function readAuditSearch(said: Readonly<Record<string, unknown>>): AuditSearch {
  return textsOf(['who', 'action', 'subject', 'from', 'to'], said)
}

/** One variant of a product. */
export interface ProductSearch {
  readonly variant?: string
}

export function readProductSearch(said: Readonly<Record<string, unknown>>): ProductSearch {
  return textsOf(['variant'], said)
}

export function readTextSearch(said: Readonly<Record<string, unknown>>): { readonly q?: string } {
  const q = textOf(said['q'])
  return q === undefined ? {} : { q }
}

function textsOf(
  keys: readonly string[],
  said: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const key of keys) {
    const value = textOf(said[key])
    if (value !== undefined) found[key] = value
  }
  return found
}

/** The router reads `true` and `2026` as JSON; here all is text. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined
}
