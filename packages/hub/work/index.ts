// SPDX-License-Identifier: Apache-2.0
export { JUDGE_RELEASE } from './kinds.ts'
export {
  createWorker,
  type Handler,
  type JobFailure,
  type Worker,
  type WorkerOptions,
} from './worker.ts'
