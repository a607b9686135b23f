// SPDX-License-Identifier: Apache-2.0

/** One public suite under `../shared` (or HEADWATER_SHARED). `total` counts cases, `failures` names each that fell short. */
export interface Suite {
  readonly name: string
  /** It has cases of the repository's own, and runs where there is no `../shared` too. */
  readonly standsAlone?: true
  run(shared: string): Outcome | Promise<Outcome>
}

export interface Outcome {
  readonly passed: number
  readonly total: number
  readonly failures: readonly { readonly case: string; readonly reason: string }[]
}
