// SPDX-License-Identifier: Apache-2.0
export { endExpired, layAssessments, type AssessedEvidence } from './assessments.ts'
export { judgeRelease, type JudgementOptions } from './release.ts'
export type { FindingEvidence, Stated } from './stated.ts'
