// SPDX-License-Identifier: Apache-2.0

/**
 * An OSV record, schema 1.x (https://ossf.github.io/osv-schema/). The members that somebody here reads have types; all
 * others are carried along untouched, so that writing gives back what was read.
 */
export interface OsvRecord {
  readonly schema_version?: string
  readonly id: string
  /** RFC 3339, UTC. Go's database writes the year 1 for "not said". */
  readonly modified: string
  readonly published?: string
  readonly withdrawn?: string
  readonly aliases?: readonly string[] | null
  readonly related?: readonly string[] | null
  readonly upstream?: readonly string[] | null
  readonly summary?: string
  readonly details?: string
  readonly severity?: readonly OsvSeverity[] | null
  readonly affected?: readonly OsvAffected[] | null
  readonly references?: readonly OsvReference[] | null
  readonly credits?: readonly unknown[] | null
  readonly database_specific?: Readonly<Record<string, unknown>> | null
}

export interface OsvSeverity {
  /** CVSS_V2, CVSS_V3, CVSS_V4, Ubuntu, and what later versions add. */
  readonly type: string
  readonly score: string
}

export interface OsvReference {
  readonly type: string
  readonly url: string
}

export interface OsvAffected {
  readonly package?: OsvPackage
  readonly severity?: readonly OsvSeverity[] | null
  readonly ranges?: readonly OsvRange[] | null
  readonly versions?: readonly string[] | null
  readonly ecosystem_specific?: Readonly<Record<string, unknown>> | null
  readonly database_specific?: Readonly<Record<string, unknown>> | null
}

export interface OsvPackage {
  /** With a release after a colon where the ecosystem has them: `Debian:12`. */
  readonly ecosystem: string
  readonly name: string
  readonly purl?: string
}

export interface OsvRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM' | 'GIT'
  readonly repo?: string
  readonly events: readonly OsvEvent[]
  readonly database_specific?: Readonly<Record<string, unknown>> | null
}

/** One of the four; a record that writes two in one event means both. */
export interface OsvEvent {
  readonly introduced?: string
  readonly fixed?: string
  readonly last_affected?: string
  readonly limit?: string
}
