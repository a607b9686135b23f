// SPDX-License-Identifier: Apache-2.0
import type { BuildFiles } from './files.ts'
import type { Steps } from './step.ts'

/** Someone who knows the records of one build system. */
export interface StepReader {
  readonly system: string
  /** Whether this folder is the root of a build by this system, at little cost: a file that only it leaves. */
  readonly recognises: (folder: string, files: BuildFiles) => boolean
  /** Reads what the build left; what is missing becomes a gap, never an error. */
  readonly read: (folder: string, files: BuildFiles) => Steps
}
