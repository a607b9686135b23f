// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../fault/index.ts'

export type OpenVexVersion = '0.0.1' | '0.2.0'

export const OPENVEX_STATUSES = [
  'not_affected',
  'affected',
  'fixed',
  'under_investigation',
] as const
export type OpenVexStatus = (typeof OPENVEX_STATUSES)[number]

export const OPENVEX_JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const
export type OpenVexJustification = (typeof OPENVEX_JUSTIFICATIONS)[number]

/**
 * An OpenVEX document in the shape of 0.2.0, whatever version it was written in: 0.0.1 wrote products, subcomponents and
 * the vulnerability as bare strings. Members that a lenient reading may miss are optional.
 */
export interface OpenVexDocument {
  readonly specVersion: OpenVexVersion
  /** IRI. */
  readonly id?: string
  readonly author?: string
  readonly role?: string
  /** RFC 3339. */
  readonly timestamp?: string
  readonly lastUpdated?: string
  readonly version?: number
  readonly tooling?: string
  readonly supplier?: string
  readonly statements: readonly OpenVexStatement[]
}

export interface OpenVexStatement {
  readonly id?: string
  readonly version?: number
  readonly vulnerability: OpenVexVulnerability
  /** The document's own where absent: see {@link resolveStatement}. */
  readonly timestamp?: string
  readonly lastUpdated?: string
  readonly products: readonly OpenVexProduct[]
  readonly status: OpenVexStatus
  readonly supplier?: string
  readonly statusNotes?: string
  readonly justification?: OpenVexJustification
  readonly impactStatement?: string
  readonly actionStatement?: string
  readonly actionStatementTimestamp?: string
}

export interface OpenVexVulnerability {
  readonly id?: string
  readonly name: string
  readonly description?: string
  readonly aliases: readonly string[]
}

export interface OpenVexComponent {
  /** IRI, most often a purl. */
  readonly id?: string
  /** In the order of the document; `type` is `purl`, `cpe22`, `cpe23` or another word. */
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  /** `algorithm` as OpenVEX writes it: `sha-256`, `sha3-512`, ... */
  readonly hashes: readonly { readonly algorithm: string; readonly value: string }[]
}

export interface OpenVexProduct extends OpenVexComponent {
  readonly subcomponents: readonly OpenVexComponent[]
}

export interface OpenVexReading {
  readonly document: OpenVexDocument
  /** What breaks a rule of the specification without making the document unreadable. Places are JSON pointers. */
  readonly remarks: readonly Fault[]
}
