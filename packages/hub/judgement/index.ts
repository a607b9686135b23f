// SPDX-License-Identifier: Apache-2.0
export { layAssessments, type AssessedEvidence } from './assessments.ts'
export { judgeRelease, type JudgementOptions } from './release.ts'
export type { FindingEvidence, Stated } from './stated.ts'
export { endExpired } from './expiry.ts'
export { enqueueJudgement } from './enqueue.ts'
export { layAgain, layAssessment, layTogether } from './lay-again.ts'
