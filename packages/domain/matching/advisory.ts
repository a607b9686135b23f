// SPDX-License-Identifier: Apache-2.0
import type { CveApplicability, CveStatus, CveVersion } from '@headwater/formats/cve'
import type { OsvEvent } from '@headwater/formats/osv'

/**
 * What one record of one source says of one vulnerability: the one shape that the index, the matching and the stores
 * know. Plain JSON data. Long texts and lists are those of the record, not copies.
 */
export interface Advisory {
  readonly id: string
  readonly kind: 'osv' | 'cve'
  /** Who speaks: the database of an OSV record (`GO`, `PYSEC`, `GHSA`), the CNA of a CVE record (`kernel.org`). */
  readonly source: string
  /** Ids of the same vulnerability in other databases. */
  readonly aliases: readonly string[]
  readonly related: readonly string[]
  /** OSV: ids of the vulnerabilities that a distribution's record is about. */
  readonly upstream: readonly string[]
  readonly title?: string
  readonly details?: string
  /** RFC 3339 as written; absent where the record does not say (Go writes the year 1). */
  readonly publishedAt?: string
  readonly modifiedAt?: string
  /** Withdrawn (OSV) or rejected (CVE): what it says is not to be used. */
  readonly withdrawn?: Withdrawal
  readonly severities: readonly Severity[]
  readonly assessments: readonly Assessment[]
  readonly references: readonly Reference[]
  /** `CWE-787` */
  readonly weaknesses: readonly string[]
  readonly affected: readonly Affected[]
}

export interface Withdrawal {
  readonly at?: string
  readonly reason: string
  readonly replacedBy?: readonly string[]
}

export interface Severity {
  /** `CVSS:2.0`, `CVSS:3.0`, `CVSS:3.1`, `CVSS:4.0`, or the word of a source of its own (`Ubuntu`). */
  readonly system: string
  /** Vector, or the word. */
  readonly vector: string
  /** As the source states it; not computed here. */
  readonly score?: number
  readonly source: string
}

/** CISA's SSVC decision points as Vulnrichment publishes them. */
export interface Assessment {
  readonly source: string
  /** `none`, `poc` or `active` */
  readonly exploitation?: string
  readonly automatable?: string
  readonly technicalImpact?: string
}

export interface Reference {
  readonly url: string
  readonly name?: string
  /** OSV's type. */
  readonly type?: string
  /** CVE's tags. */
  readonly tags?: readonly string[]
}

/** One product that the record speaks of. `names` hold every identity that it gives, as keys of {@link AffectedNames}. */
export interface Affected {
  /** Who says so: the record's source, or the publisher that added it (`CISA-ADP`). */
  readonly source: string
  /** False for what somebody else added to the record. */
  readonly isPrimary: boolean
  readonly names: AffectedNames
  /** All must be read together: a version is in when one says so. Empty: the record does not limit versions. */
  readonly versions: readonly VersionClaim[]
  readonly locations?: Locations
  /** Operating systems or architectures, in the source's words. */
  readonly platforms?: readonly string[]
}

/** Shared by every record that names the product in the same words. */
export interface AffectedNames {
  /** Of the index, see `keys.ts`. */
  readonly keys: readonly string[]
  /** For people. */
  readonly label: string
  /** OSV's, with its release: `Debian:12`. */
  readonly ecosystem?: string
  readonly packageName?: string
  /** Package type of the purl that the record names: another package of the same repository is not this one. */
  readonly purlType?: string
  readonly vendor?: string
  readonly product?: string
  /** Formatted strings or URIs as written. */
  readonly cpes?: readonly string[]
  /** Normal form, see `repository.ts`. */
  readonly repository?: string
}

export type VersionClaim =
  /** Exactly these (OSV `versions`). */
  | { readonly kind: 'listed'; readonly versions: readonly string[] }
  | {
      readonly kind: 'osv'
      readonly type: 'SEMVER' | 'ECOSYSTEM'
      readonly events: readonly OsvEvent[]
    }
  | { readonly kind: 'commits'; readonly repository?: string; readonly events: readonly OsvEvent[] }
  | {
      readonly kind: 'cve'
      readonly defaultStatus: CveStatus
      /** Every entry is of commits: nothing in it speaks to a component that does not know its own. */
      readonly onlyCommits?: true
      readonly versions: readonly CveVersion[]
    }
  | { readonly kind: 'cpe'; readonly configurations: readonly CveApplicability[] }

/** Where the vulnerable code is, in the record's words. */
export interface Locations {
  /** Paths in the source tree; may be globs. */
  readonly files: readonly string[]
  readonly functions: readonly FunctionLocation[]
  /** Go import paths, crates' modules, Erlang modules. One that no function names is vulnerable as a whole. */
  readonly modules: readonly string[]
  /** Where the code is only built, or only matters. */
  readonly conditions?: readonly LocationCondition[]
  /** The member of the record that says it. */
  readonly basis: string
}

export interface FunctionLocation {
  readonly name: string
  readonly file?: string
  readonly module?: string
}

export interface LocationCondition {
  readonly module?: string
  readonly os?: readonly string[]
  readonly architectures?: readonly string[]
}

/** For the members that most records leave empty. */
export const NOTHING: readonly never[] = Object.freeze([])
