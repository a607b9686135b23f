// SPDX-License-Identifier: Apache-2.0
export { isOpenVex, readOpenVex, readOpenVexValue } from './read.ts'
export { resolveStatement, type ResolvedStatement } from './resolve.ts'
export { writeOpenVex } from './write.ts'
export {
  OPENVEX_JUSTIFICATIONS,
  OPENVEX_STATUSES,
  type OpenVexComponent,
  type OpenVexDocument,
  type OpenVexJustification,
  type OpenVexProduct,
  type OpenVexReading,
  type OpenVexStatement,
  type OpenVexStatus,
  type OpenVexVersion,
  type OpenVexVulnerability,
} from './types.ts'
