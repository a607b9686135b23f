// SPDX-License-Identifier: Apache-2.0
import type { FileRole } from '../inventory/index.ts'
import type { RuleId, Verdict } from '../triage/index.ts'

/**
 * What changed between two sets of documents, as plain data: what `headwater compare --format json` prints. Lists are sorted
 * by what they name; `from` is the first set, `to` the second.
 */
export interface Comparison {
  readonly schemaVersion: 1
  readonly packages: PackageChanges
  readonly files: FileChanges
  /** Images of either set, by name. */
  readonly images: readonly ImageChange[]
  /** Undefined: no advisories were given. */
  readonly verdicts?: VerdictChanges
}

export interface PackageChanges {
  readonly added: readonly ComparedPackage[]
  readonly removed: readonly ComparedPackage[]
  /** Of the same identity and another version. */
  readonly changed: readonly {
    readonly name: string
    readonly from: readonly string[]
    readonly to: readonly string[]
  }[]
  readonly unchanged: number
}

export interface ComparedPackage {
  /** A purl without version where there is one, else the name. */
  readonly name: string
  readonly versions: readonly string[]
}

export interface FileChanges {
  readonly added: readonly ComparedFile[]
  readonly removed: readonly ComparedFile[]
  /** Of the same path and another content. */
  readonly changed: readonly ComparedFile[]
  /** Of the same content and another path. */
  readonly moved: readonly { readonly from: string; readonly to: string; readonly role: FileRole }[]
  readonly unchanged: number
  /** On both sides, where one of them gives no digest: whether they changed is not known. */
  readonly unknown: number
}

export interface ComparedFile {
  readonly path: string
  readonly role: FileRole
}

export interface ImageChange {
  readonly name: string
  /** `unknown`: a side gives no digest of it. */
  readonly state: 'added' | 'removed' | 'changed' | 'unchanged' | 'unknown'
  /** Sources and headers that went into it. */
  readonly files: {
    readonly appeared: readonly string[]
    readonly disappeared: readonly string[]
  }
  /** Undefined: one side does not say which functions are in it. */
  readonly functions?: {
    readonly appeared: readonly ComparedFunction[]
    readonly disappeared: readonly ComparedFunction[]
    readonly kept: number
  }
}

export interface ComparedFunction {
  readonly file: string
  readonly name: string
  readonly state: 'own' | 'inlined'
}

export interface VerdictChanges {
  /** Findings of the second set alone. */
  readonly appeared: readonly ComparedFinding[]
  /** Findings of the first set alone. */
  readonly disappeared: readonly ComparedFinding[]
  readonly changed: readonly (ComparedFinding & {
    readonly before: { readonly verdict: Verdict; readonly rule: RuleId; readonly reason: string }
  })[]
  readonly unchanged: number
}

export interface ComparedFinding {
  readonly vulnerability: string
  readonly component: string
  readonly verdict: Verdict
  readonly rule: RuleId
  readonly reason: string
}
