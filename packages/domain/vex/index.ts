// SPDX-License-Identifier: Apache-2.0
export { bindVex, type BoundStatement, type UnboundStatement, type VexBinding } from './bind.ts'
export {
  authorOf,
  combineVerdicts,
  type CombinedVerdict,
  type HeardStatement,
  type OwnVerdict,
} from './combine.ts'
export type { VexComponent } from './component.ts'
export { vexOfCsaf } from './from-csaf.ts'
export { vexOfCycloneDx } from './from-cyclonedx.ts'
export { vexOfOpenVex } from './from-openvex.ts'
export { vexOfSpdx3 } from './from-spdx3.ts'
export {
  INWARD,
  justificationWord,
  OUTWARD,
  readJustification,
  SPDX3_WORDS,
  YOCTO_DETAILS,
  type JustificationVocabulary,
  type StatedJustification,
} from './justification.ts'
export type { BoundBy, Precision, RangeHolds } from './match.ts'
export type {
  ProductIdentity,
  VexProduct,
  VexReading,
  VexSource,
  VexStatement,
  VexStatus,
  VexVersions,
} from './statement.ts'
export { speaksOf, vulnerabilityIds } from './vulnerability.ts'
