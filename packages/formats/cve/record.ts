// SPDX-License-Identifier: Apache-2.0

/**
 * A CVE record, format 5.0 to 5.2 (https://github.com/CVEProject/cve-schema). The members that somebody here reads have
 * types; all others are carried along untouched, so that writing gives back what was read.
 */
export interface CveRecord {
  readonly dataType: 'CVE_RECORD'
  readonly dataVersion: string
  readonly cveMetadata: CveMetadata
  readonly containers: {
    readonly cna: CveContainer
    readonly adp?: readonly CveContainer[]
  }
}

interface CveMetadata {
  readonly cveId: string
  readonly state: 'PUBLISHED' | 'REJECTED'
  readonly assignerShortName?: string
  readonly assignerOrgId?: string
  readonly datePublished?: string
  readonly dateUpdated?: string
  readonly dateRejected?: string
}

/** What the CNA says, or what an authorised data publisher adds (CISA's Vulnrichment and others). */
export interface CveContainer {
  readonly providerMetadata?: {
    readonly orgId?: string
    readonly shortName?: string
    readonly dateUpdated?: string
  }
  readonly title?: string
  readonly descriptions?: readonly CveText[]
  /** Of a rejected record. */
  readonly rejectedReasons?: readonly CveText[]
  readonly replacedBy?: readonly string[]
  readonly affected?: readonly CveAffected[]
  readonly cpeApplicability?: readonly CveApplicability[]
  readonly metrics?: readonly CveMetric[]
  readonly problemTypes?: readonly CveProblemType[]
  readonly references?: readonly CveReference[]
  readonly datePublic?: string
}

interface CveText {
  readonly lang: string
  readonly value: string
}

export interface CveReference {
  readonly url: string
  readonly name?: string
  readonly tags?: readonly string[]
}

interface CveProblemType {
  readonly descriptions: readonly { readonly description: string; readonly cweId?: string }[]
}

/** One of the CVSS members, or `other`. */
export interface CveMetric {
  readonly cvssV4_0?: CveCvss
  readonly cvssV3_1?: CveCvss
  readonly cvssV3_0?: CveCvss
  readonly cvssV2_0?: CveCvss
  readonly other?: { readonly type: string; readonly content: Readonly<Record<string, unknown>> }
}

export interface CveCvss {
  readonly vectorString: string
  readonly baseScore?: number
}

export type CveStatus = 'affected' | 'unaffected' | 'unknown'

export interface CveAffected {
  readonly vendor?: string
  readonly product?: string
  readonly collectionURL?: string
  readonly packageName?: string
  /** Since format 5.2; without a version. */
  readonly packageURL?: string
  readonly cpes?: readonly string[]
  readonly repo?: string
  readonly modules?: readonly string[]
  readonly programFiles?: readonly string[]
  readonly programRoutines?: readonly { readonly name: string }[]
  readonly platforms?: readonly string[]
  /** `unknown` where it is not said. */
  readonly defaultStatus?: CveStatus
  readonly versions?: readonly CveVersion[]
}

/** A single version, or a range with one of the two upper ends. */
export interface CveVersion {
  readonly version: string
  readonly status: CveStatus
  readonly versionType?: string
  /** May be `*` (no end) or end in `.*` (the end of that line). */
  readonly lessThan?: string
  readonly lessThanOrEqual?: string
  readonly changes?: readonly CveChange[]
}

export interface CveChange {
  readonly at: string
  readonly status: CveStatus
}

/** As in NVD's configurations: nodes joined by an operator, in each node matches joined by its operator. */
export interface CveApplicability {
  readonly operator?: 'AND' | 'OR'
  readonly negate?: boolean
  readonly nodes: readonly CveCpeNode[]
}

export interface CveCpeNode {
  readonly operator: 'AND' | 'OR'
  readonly negate?: boolean
  readonly cpeMatch: readonly CveCpeMatch[]
}

export interface CveCpeMatch {
  readonly vulnerable?: boolean
  readonly criteria: string
  readonly versionStartIncluding?: string
  readonly versionStartExcluding?: string
  readonly versionEndIncluding?: string
  readonly versionEndExcluding?: string
}
