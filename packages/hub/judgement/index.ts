// SPDX-License-Identifier: Apache-2.0
export { judgeRelease, type FindingEvidence, type JudgementOptions } from './release.ts'
