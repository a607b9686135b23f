// SPDX-License-Identifier: Apache-2.0
export type {
  Advisory,
  Affected,
  AffectedNames,
  Assessment,
  FunctionLocation,
  LocationCondition,
  Locations,
  Reference,
  Severity,
  VersionClaim,
  Withdrawal,
} from './advisory.ts'
export {
  buildAdvisoryIndex,
  type AdvisoryEntry,
  type AdvisoryIndex,
  type AdvisorySource,
} from './advisory-index.ts'
export { PRODUCTS, productById, productByKey, type CatalogProduct } from './catalog/index.ts'
export type { UnknownKind, UnknownReason } from './claim.ts'
export type { IsAncestor } from './commit.ts'
export {
  knowComponent,
  type ComponentIdentity,
  type KnownComponent,
  type Lookup,
} from './component.ts'
export {
  groupByVulnerability,
  settlingIds,
  type GroupedMatches,
  type VulnerabilityMatch,
} from './group.ts'
export { keyKind, type KeyKind } from './keys.ts'
export { createMatchContext, type MatchContext } from './judge.ts'
export type { Claim, Match, MatchedBy } from './match.ts'
export { matchComponent } from './match-component.ts'
export { createMatcher, type Matcher } from './matcher.ts'
export { createAdvisoryReader, type AdvisoryReader } from './read-advisory.ts'
export { normalRepository } from './repository.ts'
export { releaseOfTag } from './tag.ts'
