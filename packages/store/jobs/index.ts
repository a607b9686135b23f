// SPDX-License-Identifier: Apache-2.0
export { claimJobs, failJob, finishJob, holdJob, type Claim } from './claim.ts'
export { enqueue, type NewJob } from './enqueue.ts'
export { deadJobs, jobCounts, purgeJobs, reviveJob, type DeadJob, type JobCount } from './look.ts'
