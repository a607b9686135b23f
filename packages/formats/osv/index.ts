// SPDX-License-Identifier: Apache-2.0
export { looksLikeOsv, osvOfJson, readOsv } from './read.ts'
export type {
  OsvAffected,
  OsvEvent,
  OsvPackage,
  OsvRange,
  OsvRecord,
  OsvReference,
  OsvSeverity,
} from './record.ts'
export { writeOsv } from './write.ts'
