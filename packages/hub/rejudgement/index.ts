// SPDX-License-Identifier: Apache-2.0
export { judgeComponents, type Rejudgement } from './judge.ts'
export { MATCHER, matchComponents } from './match.ts'
