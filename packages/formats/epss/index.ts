// SPDX-License-Identifier: Apache-2.0
export { readEpss, type EpssScore, type EpssScores } from './read.ts'
export { writeEpss } from './write.ts'
