// SPDX-License-Identifier: Apache-2.0
export {
  schemeOfEcosystem,
  schemeOfPurlType,
  schemeOfVers,
  schemeOfVersionType,
} from './ecosystems.ts'
export { compareNumeralLists, type Numeral } from './numeral.ts'
export {
  compileOsvRange,
  evaluateOsvRange,
  rangeContains,
  type CompiledRange,
  type Containment,
  type OsvEvent,
} from './range.ts'
export { SCHEMES, compareVersions, schemeOf, type SchemeId } from './registry.ts'
export type { Order, VersionScheme } from './scheme.ts'
export { branchOf, compareToBranch } from './wildcard.ts'
