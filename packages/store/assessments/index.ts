// SPDX-License-Identifier: Apache-2.0
export {
  approveAssessment,
  assess,
  endAssessment,
  expireAssessments,
  type Assessment,
  type AssessmentScope,
  type NewAssessment,
} from './assess.ts'
export { buildEvidence, sharesBuild, type BuildEvidence } from './builds.ts'
export {
  applicableAssessments,
  assessments,
  assessmentsOn,
  releasesAssessed,
  type ApplicableAssessment,
} from './find.ts'
