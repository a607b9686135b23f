// SPDX-License-Identifier: Apache-2.0

/**
 * A package URL (ECMA-427), decoded and normalised by the rules of its type: two purls of one package are equal member by
 * member. Absent components are absent, never empty.
 */
export interface Purl {
  readonly type: string
  /** Segments joined by `/`, decoded. */
  readonly namespace?: string
  readonly name: string
  readonly version?: string
  /** Keys in lower case, sorted; a map because the keys come from the document (`__proto__` is a legal one). */
  readonly qualifiers: ReadonlyMap<string, string>
  readonly subpath?: string
}

/** Components as somebody has them: not yet checked or normalised. Empty and null mean absent. */
export interface PurlParts {
  readonly type?: string | null
  readonly namespace?: string | null
  readonly name?: string | null
  readonly version?: string | null
  readonly qualifiers?: Iterable<readonly [string, string | null | undefined]> | null
  readonly subpath?: string | null
}

/**
 * `strict` holds to the specification and its type definitions. `lenient` also takes what tools really write, and says in
 * `repairs` what it had to change or overlook.
 */
export type PurlMode = 'strict' | 'lenient'

export type PurlReading =
  | { readonly kind: 'purl'; readonly purl: Purl; readonly repairs: readonly string[] }
  | { readonly kind: 'fault'; readonly reasons: readonly string[] }

/**
 * Where rules are applied: in lenient mode `repair` notes and goes on, in strict mode it is a reason to refuse; `refuse` is
 * one in both.
 */
export interface Findings {
  readonly mode: PurlMode
  readonly repairs: string[]
  readonly reasons: string[]
}

export function findingsFor(mode: PurlMode): Findings {
  return { mode, repairs: [], reasons: [] }
}

export function repair(findings: Findings, what: string): void {
  const list = findings.mode === 'lenient' ? findings.repairs : findings.reasons
  if (!list.includes(what)) list.push(what)
}

export function refuse(findings: Findings, why: string): void {
  findings.reasons.push(why)
}
