// SPDX-License-Identifier: Apache-2.0

/** Total order of the versions of one ecosystem. `parse` answers undefined for text that the ecosystem does not call a version. */
export interface VersionScheme<Parsed = unknown> {
  readonly id: string
  parse(text: string): Parsed | undefined
  compare(left: Parsed, right: Parsed): Order
}

/** Negative: left is older. */
export type Order = -1 | 0 | 1
