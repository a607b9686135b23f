// SPDX-License-Identifier: Apache-2.0
export { cveOfJson, looksLikeCve, readCve } from './read.ts'
export type {
  CveAffected,
  CveApplicability,
  CveChange,
  CveContainer,
  CveCpeMatch,
  CveCpeNode,
  CveCvss,
  CveMetric,
  CveRecord,
  CveReference,
  CveStatus,
  CveVersion,
} from './record.ts'
export { writeCve } from './write.ts'
