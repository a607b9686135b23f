// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '../inventory/index.ts'
import type { Justification } from '../triage/index.ts'
import type { StatedJustification } from './justification.ts'

export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation'

/** What somebody else says of one vulnerability in some products, in one form whatever format it came in. */
export interface VexStatement {
  readonly vulnerability: { readonly id: string; readonly aliases: readonly string[] }
  readonly products: readonly VexProduct[]
  readonly status: VexStatus
  readonly justification?: Justification
  /** The author's own word for it, so that it goes out again as it came in. */
  readonly stated?: StatedJustification
  /** Why not affected, in words. */
  readonly impact?: string
  /** What to do about it. */
  readonly action?: string
  readonly notes?: string
  /** Who says so; absent where the document does not tell. */
  readonly author?: string
  /** The youngest instant that the statement has, RFC 3339. */
  readonly timestamp?: string
  readonly source: VexSource
}

export interface VexSource {
  readonly format: 'openvex' | 'csaf' | 'cyclonedx' | 'spdx-3' | 'spdx-2'
  /** The file that it was read from. */
  readonly document: string
  readonly documentId?: string
  /** RFC 6901 JSON pointer; of SPDX 3 the IRI of the element. */
  readonly pointer: string
}

/** By what a product can be told. Several identifiers of one product are all meant, not chosen from. */
export interface ProductIdentity {
  /** How to name it in one line. */
  readonly label: string
  readonly name?: string
  readonly version?: string
  /** Versions and ranges (`vers:`) that the statement is limited to; any of them. Absent: no limit but that of the identifiers. */
  readonly versions?: readonly VexVersions[]
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  readonly digests: readonly Digest[]
  /** Document-global ids: IRIs of SPDX elements, BOM-Links. */
  readonly elementIds: readonly string[]
}

export type VexVersions =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'range'; readonly range: string }

export interface VexProduct extends ProductIdentity {
  /** Where there are any, the statement is about these in the product, and not about the product's other parts. */
  readonly subcomponents: readonly ProductIdentity[]
}

export interface VexReading {
  readonly statements: readonly VexStatement[]
  /** What was passed over, and why. */
  readonly remarks: readonly { readonly pointer: string; readonly message: string }[]
}
