// SPDX-License-Identifier: Apache-2.0
export {
  approveAssessment,
  assess,
  endAssessment,
  expireAssessments,
  type Assessment,
  type NewAssessment,
} from './assess.ts'
export { applicableAssessments, assessments, type ApplicableAssessment } from './find.ts'
