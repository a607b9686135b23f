// SPDX-License-Identifier: Apache-2.0
export { claimJobs, finishJob, holdJob, MOST_CRASHES, type Claim } from './claim.ts'
export { enqueue, type NewJob } from './enqueue.ts'
export { buryJobs, failJob, mendInstants, releaseJobs, type BuriedJob } from './fail.ts'
export { deadJobs, jobCounts, purgeJobs, reviveJob, type DeadJob, type JobCount } from './look.ts'
