// SPDX-License-Identifier: Apache-2.0

/** A version range specifier (ECMA's VERS specification, clause 5): `vers:<scheme>/<constraints>`. */
export type Vers = VersConstraints | VersAll | VersNone

export interface VersConstraints {
  readonly kind: 'constraints'
  readonly scheme: string
  /** In the order in which they are written; never empty. */
  readonly constraints: readonly Constraint[]
}

/** `vers:npm/*`, and `vers:all/*`, which is of no scheme. */
export interface VersAll {
  readonly kind: 'all'
  readonly scheme: string
}

/** `vers:none/*`: no version at all. */
export interface VersNone {
  readonly kind: 'none'
}

export interface Constraint {
  readonly comparator: Comparator
  /** Decoded. */
  readonly version: string
}

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>='

export function constraint(comparator: Comparator, version: string): Constraint {
  return { comparator, version }
}
