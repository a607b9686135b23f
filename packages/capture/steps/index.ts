// SPDX-License-Identifier: Apache-2.0
export { filesOnDisk, type BuildFiles } from './files.ts'
export { readSteps, readWatchedSteps, type ReadOptions } from './read-steps.ts'
export type { Move } from './moved.ts'
export { stepsOfCommand } from './from-command.ts'
export { readDepfile, prerequisitesIn } from './depfile.ts'
export type { StepReader } from './reader.ts'
export type * from './step.ts'
