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
export { buildEvidence, type BuildEvidence } from './builds.ts'
export {
  applicableAssessments,
  assessmentPlaces,
  assessments,
  assessmentsOn,
  releasesAssessed,
  releasesInScope,
  releasesSharingBuild,
  type ApplicableAssessment,
} from './find.ts'
