// SPDX-License-Identifier: Apache-2.0
import type { FileRole } from '../inventory/index.ts'
import type { FunctionJudgement, Justification, RuleId, Verdict } from '../triage/index.ts'

/**
 * The outcome of one check, as plain data: what `--format json` prints and every other printer reads. Its JSON Schema is
 * `docs/reference/report.schema.json`; a field is never removed or changed in meaning under the same `schemaVersion`.
 */
export interface Report {
  readonly schemaVersion: 1
  readonly tool: { readonly name: 'headwater'; readonly version: string }
  /** RFC 3339 instant of the check. */
  readonly checkedAt: string
  readonly documents: readonly ReportDocument[]
  readonly links: readonly ReportLink[]
  readonly components: ReportComponents
  readonly filters: readonly ReportFilter[]
  readonly advisories: readonly ReportFeed[]
  readonly findings: readonly ReportFinding[]
  readonly vex: ReportVex
  readonly summary: ReportSummary
}

export interface ReportDocument {
  readonly name: string
  readonly sha256: string
  readonly format: string
  readonly specVersion: string
  readonly syntax: string
  readonly id?: string
  readonly title?: string
  readonly createdAt?: string
  readonly creators: readonly string[]
  readonly sbomTypes: readonly string[]
  readonly packages: number
  readonly files: number
  readonly relationships: number
  /** What was repaired or could not be understood; never empty words. */
  readonly remarks: readonly string[]
  /** External document ids that are referred to and were not given. */
  readonly missingDocuments: readonly string[]
}

export interface ReportLink {
  /** Indexes into `documents`. */
  readonly from: number
  readonly to: number
  readonly how: 'reference' | 'digest' | 'identity'
  readonly verified: 'yes' | 'mismatch' | 'no-digest-given' | 'not-applicable'
  readonly algorithm?: string
  readonly count: number
  readonly note?: string
}

export interface ReportComponents {
  readonly total: number
  /** Components that advisories could be matched on. */
  readonly matched: number
  /** Components that say neither purl nor CPE nor repository: nothing can be said about them. */
  readonly unidentified: readonly {
    readonly name: string
    readonly version?: string
    readonly documents: readonly number[]
    readonly proposals: readonly { readonly identity: string; readonly because: string }[]
  }[]
  /** Identified, but without a version: every range stays unknown. */
  readonly withoutVersion: readonly string[]
}

export interface ReportFilter {
  readonly component: ReportComponent
  /** `filtered`: the rules of triage were applied. `stopped`: rule 6. `no-evidence`: the documents show no build. */
  readonly state: 'filtered' | 'stopped' | 'no-evidence'
  readonly reason?: string
  readonly coverage: 'whole' | 'used' | 'none'
  readonly listedSources: number
  readonly prefix: string
}

export interface ReportFeed {
  readonly source: string
  readonly kind: string
  readonly records: number
  /** Records that could not be read, with the reason. */
  readonly skipped: readonly { readonly record: string; readonly reason: string }[]
}

export interface ReportComponent {
  readonly name: string
  readonly version?: string
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  readonly identifiedBy: 'document' | 'user' | 'nobody'
  /** Indexes into `documents`. */
  readonly documents: readonly number[]
}

export interface ReportFinding {
  readonly vulnerability: {
    readonly id: string
    readonly aliases: readonly string[]
    readonly title?: string
    readonly published?: string
    readonly modified?: string
  }
  readonly severity?: {
    readonly score: number
    /** none, low, medium, high, critical */
    readonly rating: string
    readonly vector: string
    readonly source: string
  }
  /** Catalogues that list it as exploited. */
  readonly exploited: readonly {
    readonly catalogue: 'CISA KEV' | 'EU KEV'
    readonly since?: string
    readonly dueAt?: string
  }[]
  readonly epss?: {
    readonly probability: number
    readonly percentile: number
    readonly date?: string
  }
  readonly component: ReportComponent
  readonly verdict: Verdict
  readonly justification?: Justification
  readonly rule: RuleId
  /** One sentence: why this verdict. */
  readonly reason: string
  readonly locations: readonly ReportLocation[]
  readonly evidence: readonly ReportEvidence[]
  /** Versions that fix it, as the advisories say. */
  readonly fixedIn: readonly string[]
  readonly references: readonly string[]
}

export interface ReportLocation {
  readonly path: string
  readonly functions: readonly string[]
  readonly basis: string
  readonly state: 'present' | 'absent' | 'undecided' | 'ignored'
  readonly rule: RuleId
  readonly reason: string
  /** What the images say of each function; absent where nothing speaks of functions. */
  readonly code?: readonly ReportFunction[]
  readonly files: readonly {
    readonly path: string
    /** Index into `documents`. */
    readonly document: number
    readonly reach: 'image' | 'built' | 'none'
    /** From the file up to the image. `enters`: how this step goes into the next one. */
    readonly chain: readonly {
      readonly name: string
      readonly role: FileRole
      readonly document: number
      readonly enters?: string
    }[]
  }[]
}

/** `cause`: why it is absent or unknown. `level`: how strong the evidence is. `images`: where it is, or was looked for. */
export type ReportFunction = FunctionJudgement

export interface ReportEvidence {
  readonly kind: 'range' | 'build' | 'vex' | 'pedigree' | 'identity'
  readonly statement: string
  /** Who says so: a feed, a VEX author, the build documents, Headwater. */
  readonly author: string
}

export interface ReportVex {
  readonly statements: number
  readonly bound: number
  readonly unbound: readonly {
    readonly vulnerability: string
    readonly product: string
    readonly status: string
    readonly source: string
    readonly reason: string
  }[]
}

export interface ReportSummary {
  /** Findings whose version is in range, or whose range could not be decided: all that follow. */
  readonly inRange: number
  readonly affected: number
  readonly not_affected: number
  readonly fixed: number
  readonly unknown: number
  readonly components: number
  readonly unidentifiedComponents: number
  /** How many findings each rule decided. */
  readonly byRule: Readonly<Record<string, number>>
}
