// SPDX-License-Identifier: Apache-2.0
import type { VersionOrder, VersionOrders } from './order.ts'
import type { CatalogProduct } from './catalog/product.ts'
import type { IsAncestor } from './commit.ts'

/** Why a range could not be judged. */
export type UnknownKind =
  /** the component has no version */
  | 'no-version'
  /** the component's or the record's version is none of its scheme */
  | 'unparsable-version'
  /** nobody says how these versions are ordered, and they are not plain dotted numbers */
  | 'unknown-scheme'
  /** the record speaks of commits, and where they stand in the history is not known */
  | 'commit-graph'
  /** the record says `unknown` of this version, or nothing at all */
  | 'no-statement'
  /** the record is of one release of a distribution, and the component does not say of which it is */
  | 'distribution-release'
  /** the record wants a platform that nobody lists */
  | 'platform'

export interface UnknownReason {
  readonly kind: UnknownKind
  readonly text: string
}

/** What one statement comes to for one version. The text is only made where somebody asks for it. */
export interface Judgement {
  readonly range: 'in' | 'out' | 'unknown'
  readonly reason?: UnknownReason
  /**
   * The statement is in terms that do not reach this component (commits, while it has a release number) or says nothing of
   * it: another statement of the same record that does decide, decides.
   */
  readonly isSilent?: true
  explain(): string
}

/** What is asked of every statement. */
export interface Question {
  readonly version: string | undefined
  readonly commit: string | undefined
  readonly orders: VersionOrders
  readonly isAncestor?: IsAncestor
  /** What the catalogue knows of the product. */
  readonly product?: CatalogProduct
  /** The order of the package's ecosystem, where the two met as packages. */
  readonly packageScheme?: string
}

export function unknown(kind: UnknownKind, text: string, isSilent = false): Judgement {
  return {
    range: 'unknown',
    reason: { kind, text },
    ...(isSilent ? { isSilent: true as const } : undefined),
    explain: () => text,
  }
}

/** One statement out of several that all hold: in by any, else unknown by any that is not silent, else out. */
export function anyOf(judgements: readonly Judgement[]): Judgement | undefined {
  return (
    judgements.find(({ range }) => range === 'in') ??
    judgements.find(({ range, isSilent }) => range === 'unknown' && isSilent !== true) ??
    judgements.find(({ range }) => range === 'out') ??
    judgements[0]
  )
}

/** Why these two could not be compared. */
export function incomparable(order: VersionOrder, version: string, bound: string): UnknownReason {
  const isDotted = order.name === 'dotted numbers'
  if (isDotted) {
    const odd = order.isVersion(version) ? bound : version
    return {
      kind: 'unknown-scheme',
      text: `nobody says how these versions are ordered, and ${quote(odd)} is not a plain dotted number`,
    }
  }
  return order.isVersion(version)
    ? {
        kind: 'unparsable-version',
        text: `${quote(bound)} in the record is no ${order.name} version`,
      }
    : { kind: 'unparsable-version', text: `${quote(version)} is no ${order.name} version` }
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)
}
