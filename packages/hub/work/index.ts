// SPDX-License-Identifier: Apache-2.0
export {
  EXPIRE_ASSESSMENTS,
  IMPORT_FEED,
  JUDGE_COMPONENTS,
  JUDGE_RELEASE,
  KEEP_HOUSE,
  LAY_ASSESSMENT,
  MATCH_COMPONENTS,
  RECEIVE_UPLOAD,
  RUN_RULES,
  SEND_DELIVERY,
} from './kinds.ts'
export { everyMinute, type Schedule } from './schedule.ts'
export { troubleOf, type Trouble } from './trouble.ts'
export {
  createWorker,
  LEASE,
  type Handler,
  type Hold,
  type JobFailure,
  type Worker,
  type WorkerOptions,
} from './worker.ts'
