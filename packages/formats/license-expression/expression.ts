// SPDX-License-Identifier: Apache-2.0

/** Where a node stands in the text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** SPDX 2.3, annex D, and SPDX 3.0, annex "SPDX license expressions". */
export type LicenseExpression = License | LicenseReference | WithAddition | Compound | NoLicense

/** `MIT`, `GPL-2.0-only`, `GPL-2.0+`. */
export interface License extends Span {
  readonly kind: 'license'
  readonly id: string
  /** The `+` behind the id. */
  readonly orLater: boolean
}

/** `LicenseRef-x`, `DocumentRef-y:LicenseRef-x`; ids without their prefix. */
export interface LicenseReference extends Span {
  readonly kind: 'license-reference'
  readonly document?: string
  readonly id: string
}

/** `GPL-2.0-only WITH Classpath-exception-2.0`. */
export interface WithAddition extends Span {
  readonly kind: 'with'
  readonly license: License | LicenseReference
  readonly addition: Exception | AdditionReference
}

/** An id of the SPDX exception list. */
export interface Exception extends Span {
  readonly kind: 'exception'
  readonly id: string
}

/** SPDX 3: `AdditionRef-x`, `DocumentRef-y:AdditionRef-x`. */
export interface AdditionReference extends Span {
  readonly kind: 'addition-reference'
  readonly document?: string
  readonly id: string
}

/** Two terms or more, as they were grouped; a term that is a compound of its own stood in parentheses or binds tighter. */
export interface Compound extends Span {
  readonly kind: 'and' | 'or'
  readonly terms: readonly LicenseExpression[]
}

/** `NONE`: there is no licence. `NOASSERTION`: nobody says. */
export interface NoLicense extends Span {
  readonly kind: 'none' | 'noassertion'
}

export type LicenseReading =
  | {
      readonly kind: 'license'
      readonly expression: LicenseExpression
      /** What is tolerated but not in order, or not on the lists that the caller knows. */
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'fault'; readonly faults: readonly LicenseFault[] }

export interface LicenseFault extends Span {
  readonly message: string
}

/** The SPDX lists, where the caller has them: asked for each id, in the case of the text. */
export interface LicenseLists {
  readonly knowsLicense?: (id: string) => boolean
  readonly knowsException?: (id: string) => boolean
}
