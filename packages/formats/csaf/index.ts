// SPDX-License-Identifier: Apache-2.0
export { MANDATORY_TESTS, runMandatoryTests } from './mandatory/index.ts'
export {
  groupMembers,
  listProducts,
  productsInScope,
  type CsafProductDefinition,
} from './products.ts'
export { isCsaf, readCsaf, type CsafOptions } from './read.ts'
export { isCpe, isPurlText } from './texts.ts'
export {
  makeCsafVex,
  type CsafVexInput,
  type CsafVexProduct,
  type CsafVexStatement,
} from './vex.ts'
export { writeCsaf } from './write.ts'
export {
  CSAF_FLAG_LABELS,
  CSAF_STATUSES,
  type CsafDocument,
  type CsafFlagLabel,
  type CsafIdentification,
  type CsafProduct,
  type CsafReading,
  type CsafRelationshipCategory,
  type CsafStatus,
  type CsafVulnerability,
} from './types.ts'
