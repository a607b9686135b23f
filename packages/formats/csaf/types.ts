// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../fault/index.ts'

/**
 * A CSAF document in the members of its own JSON (OASIS CSAF 2.0, and 2.1 where it says more). The reader checks the
 * shape and hands the parsed JSON on, so that nothing that a document says is lost; members beyond these are kept too.
 */
export interface CsafDocument {
  readonly document: CsafHeader
  readonly product_tree?: CsafProductTree
  readonly vulnerabilities?: readonly CsafVulnerability[]
}

export interface CsafHeader {
  readonly category: string
  readonly csaf_version: '2.0' | '2.1'
  readonly title: string
  readonly publisher: {
    readonly category: string
    readonly name: string
    readonly namespace: string
    readonly contact_details?: string
    readonly issuing_authority?: string
  }
  readonly tracking: CsafTracking
  readonly acknowledgments?: readonly CsafAcknowledgment[]
  readonly aggregate_severity?: { readonly text: string; readonly namespace?: string }
  readonly distribution?: {
    readonly text?: string
    readonly tlp?: { readonly label: string; readonly url?: string }
    /** 2.1 */
    readonly sharing_group?: { readonly id: string; readonly name?: string }
  }
  readonly lang?: string
  readonly source_lang?: string
  readonly notes?: readonly CsafNote[]
  readonly references?: readonly CsafReference[]
  /** 2.1 */
  readonly license_expression?: string
}

interface CsafTracking {
  readonly id: string
  readonly status: 'draft' | 'final' | 'interim'
  /** An integer or a semantic version. */
  readonly version: string
  readonly current_release_date: string
  readonly initial_release_date: string
  readonly revision_history: readonly CsafRevision[]
  readonly aliases?: readonly string[]
  readonly generator?: {
    readonly date?: string
    readonly engine: { readonly name: string; readonly version?: string }
  }
}

export interface CsafRevision {
  readonly date: string
  readonly number: string
  readonly summary: string
  readonly legacy_version?: string
}

interface CsafAcknowledgment {
  readonly names?: readonly string[]
  readonly organization?: string
  readonly summary?: string
  readonly urls?: readonly string[]
}

interface CsafNote {
  readonly category: string
  readonly text: string
  readonly audience?: string
  readonly title?: string
  /** 2.1 */
  readonly group_ids?: readonly string[]
  readonly product_ids?: readonly string[]
}

export interface CsafReference {
  readonly category?: 'external' | 'self'
  readonly summary: string
  readonly url: string
}

interface CsafProductTree {
  readonly branches?: readonly CsafBranch[]
  readonly full_product_names?: readonly CsafProduct[]
  readonly product_groups?: readonly {
    readonly group_id: string
    readonly product_ids: readonly string[]
    readonly summary?: string
  }[]
  /** 2.0 */
  readonly relationships?: readonly CsafRelationship[]
  /** 2.1 has these in their place */
  readonly product_paths?: readonly CsafProductPath[]
}

interface CsafBranch {
  readonly category: string
  readonly name: string
  readonly branches?: readonly CsafBranch[]
  readonly product?: CsafProduct
}

export interface CsafProduct {
  readonly name: string
  readonly product_id: string
  readonly product_identification_helper?: CsafIdentification
}

export interface CsafIdentification {
  readonly cpe?: string
  readonly hashes?: readonly {
    readonly file_hashes: readonly { readonly algorithm: string; readonly value: string }[]
    readonly filename: string
  }[]
  readonly model_numbers?: readonly string[]
  readonly purl?: string
  /** 2.1 */
  readonly purls?: readonly string[]
  readonly sbom_urls?: readonly string[]
  readonly serial_numbers?: readonly string[]
  readonly skus?: readonly string[]
  readonly x_generic_uris?: readonly { readonly namespace: string; readonly uri: string }[]
}

export type CsafRelationshipCategory =
  | 'default_component_of'
  | 'external_component_of'
  | 'installed_on'
  | 'installed_with'
  | 'optional_component_of'

export interface CsafRelationship {
  readonly category: CsafRelationshipCategory
  readonly full_product_name: CsafProduct
  readonly product_reference: string
  readonly relates_to_product_reference: string
}

interface CsafProductPath {
  readonly beginning_product_reference: string
  readonly full_product_name: CsafProduct
  readonly subpaths: readonly {
    readonly category: CsafRelationshipCategory
    readonly next_product_reference: string
  }[]
}

/** What items of a vulnerability speak of: products by id, or groups of them. */
export interface CsafScope {
  readonly group_ids?: readonly string[]
  readonly product_ids?: readonly string[]
}

export interface CsafVulnerability {
  readonly acknowledgments?: readonly CsafAcknowledgment[]
  readonly cve?: string
  readonly cwe?: { readonly id: string; readonly name: string }
  /** 2.1 */
  readonly cwes?: readonly {
    readonly id: string
    readonly name: string
    readonly version: string
  }[]
  readonly discovery_date?: string
  /** 2.1 */
  readonly disclosure_date?: string
  /** 2.1 */
  readonly first_known_exploitation_dates?: readonly (CsafScope & {
    readonly date: string
    readonly exploitation_date: string
  })[]
  readonly flags?: readonly (CsafScope & {
    readonly label: CsafFlagLabel
    readonly date?: string
  })[]
  readonly ids?: readonly (CsafScope & { readonly system_name: string; readonly text: string })[]
  readonly involvements?: readonly (CsafScope & {
    readonly party: string
    readonly status: string
    readonly date?: string
    readonly summary?: string
    /** 2.1 */
    readonly contact?: string
  })[]
  /** 2.1 has these in place of `scores` */
  readonly metrics?: readonly {
    readonly products: readonly string[]
    readonly source?: string
    readonly content: CsafScores & { readonly epss?: object; readonly ssvc_v2?: object }
  }[]
  readonly notes?: readonly CsafNote[]
  readonly product_status?: { readonly [Status in CsafStatus]?: readonly string[] }
  readonly references?: readonly CsafReference[]
  readonly release_date?: string
  readonly remediations?: readonly (CsafScope & {
    readonly category: string
    readonly details: string
    readonly date?: string
    readonly entitlements?: readonly string[]
    readonly restart_required?: { readonly category: string; readonly details?: string }
    readonly url?: string
  })[]
  readonly scores?: readonly (CsafScores & { readonly products: readonly string[] })[]
  readonly threats?: readonly (CsafScope & {
    readonly category: 'exploit_status' | 'impact' | 'target_set'
    readonly details: string
    readonly date?: string
  })[]
  readonly title?: string
}

export interface CsafScores {
  readonly cvss_v2?: CsafCvss
  readonly cvss_v3?: CsafCvss
  /** 2.1 */
  readonly cvss_v4?: CsafCvss
}

/** A CVSS object in FIRST's JSON representation; beside these, one member for each metric. */
interface CsafCvss {
  readonly version: string
  readonly vectorString: string
  readonly baseScore: number
  readonly baseSeverity?: string
}

export const CSAF_STATUSES = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
  // 2.1
  'unknown',
] as const
export type CsafStatus = (typeof CSAF_STATUSES)[number]

export const CSAF_FLAG_LABELS = [
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
] as const
export type CsafFlagLabel = (typeof CSAF_FLAG_LABELS)[number]

export interface CsafReading {
  readonly document: CsafDocument
  /** Mandatory tests that failed where the caller asked to have them remarked on. Places are JSON pointers. */
  readonly remarks: readonly Fault[]
}
