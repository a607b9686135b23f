// SPDX-License-Identifier: Apache-2.0
export type * from './answer.ts'
export type * from './given.ts'
export type * from './record.ts'
export { CODE_MARK, PRESENCE_MARK } from './record.ts'
export { goFunctionsOf, type GoProgram } from './go.ts'
export { absenceOf } from './presence.ts'
export { codeEvidence, type CodeEvidence } from './evidence.ts'
export {
  readCodeRecords,
  RECORD_LIMITS,
  type CodeRecords,
  type CodeRemark,
} from './read-records.ts'
