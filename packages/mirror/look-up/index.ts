// SPDX-License-Identifier: Apache-2.0
export {
  openAdvisories,
  type AdvisoryParts,
  type OpenAdvisories,
  type OpenScores,
} from './advisories.ts'
export { replacedRecords, uniteSegments } from './unite.ts'
