// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '../inventory/index.ts'

/** A component that statements may be about, as the inventory knows it. */
export interface VexComponent {
  readonly node: number
  readonly name: string
  readonly version?: string
  readonly purls: readonly string[]
  readonly cpes: readonly string[]
  readonly digests: readonly Digest[]
  /** Document-global ids: SPDX element IRIs, `namespace#SPDXRef-x`, `urn:cdx:serial/version#ref`. */
  readonly elementIds: readonly string[]
  /** Nodes of the components that contain this one directly. */
  readonly containedIn: readonly number[]
}
