// SPDX-License-Identifier: Apache-2.0
export { findingChanges, type FindingChange } from './changes.ts'
export type { FindingFilter } from './filter.ts'
export {
  compareFindings,
  findFinding,
  findingHistory,
  findingsAt,
  type FindingDifference,
  type FindingEvent,
  type FoundFinding,
  type KnownFinding,
} from './history.ts'
export {
  countFindings,
  listFindings,
  sortKeyOf,
  type FindingPage,
  type ListedFinding,
} from './list.ts'
export { rollUpCounters, rollUpFindings, type RolledUpFinding } from './roll-up.ts'
export { saveFindings, type NewFinding, type ReleaseFindings, type SavedFindings } from './save.ts'
export { FINDING_SORTS, type FindingSort } from './sorts.ts'
export { findingStatements, type FindingStatement } from './statements.ts'
export { lastAssessed, standingFindings } from './standing.ts'
