// SPDX-License-Identifier: Apache-2.0
export { checkRecord, isRecord, type RecordFault } from './check.ts'
export { recordError, type RejectedRecord } from './rejected.ts'
export { list, map, nullable, object, text, type Rule } from './rule.ts'
