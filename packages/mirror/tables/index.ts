// SPDX-License-Identifier: Apache-2.0
export { exploitedTable, type ExploitedTable } from './exploited.ts'
export { openScores, scoreTable, type Score, type ScoreTable } from './scores.ts'
