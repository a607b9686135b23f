// SPDX-License-Identifier: Apache-2.0
import type { Advisory, Affected } from './advisory.ts'
import type { UnknownReason } from './claim.ts'
import type { KeyKind } from './keys.ts'

/** An advisory whose range holds the component, or may. */
export interface Match {
  readonly advisory: Advisory
  /** The entry of `advisory.affected` that decided. */
  readonly entry: number
  readonly affected: Affected
  readonly by: MatchedBy
  readonly range: 'in' | 'unknown'
  /** Of an unknown range. */
  readonly reason?: UnknownReason
  /** Evidence: `6.1.192 is in [4.9, 5.4.1) per semver`. */
  readonly claim: string
  /** Everything that this advisory's entries say of the component, the deciding one first. */
  readonly claims: readonly Claim[]
  /** What other advisories of the same vulnerability say against it. */
  readonly against: readonly Claim[]
}

export interface MatchedBy {
  readonly kind: KeyKind
  /** The key under which the two met. */
  readonly key: string
  /** The component's own identifier that led there. */
  readonly value: string
  /** The catalogue's product, where the two use different names. */
  readonly product?: string
}

export interface Claim {
  readonly advisory: string
  readonly source: string
  readonly entry: number
  readonly range: 'in' | 'out' | 'unknown'
  readonly text: string
}
