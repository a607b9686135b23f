// SPDX-License-Identifier: Apache-2.0
import { cmakeMakefiles } from './cmake-makefiles/index.ts'
import { filesOnDisk, type BuildFiles } from './files.ts'
import { kbuild } from './kbuild/index.ts'
import { ninja } from './ninja/index.ts'
import type { StepReader } from './reader.ts'
import type { Steps } from './step.ts'

export interface ReadOptions {
  readonly files?: BuildFiles
}

const READERS: readonly StepReader[] = [ninja, cmakeMakefiles, kbuild]

/** Reads what a build left in its folder, whatever system it was. */
export function readSteps(folder: string, options: ReadOptions = {}): Promise<Steps> {
  const files = options.files ?? filesOnDisk()
  const reader = READERS.find((one) => one.recognises(folder, files))
  return Promise.resolve(
    reader?.read(folder, files) ?? {
      system: 'none',
      steps: [],
      buildRoot: folder,
      configuration: [],
      gaps: [],
    },
  )
}
