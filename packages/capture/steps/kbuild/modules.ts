// SPDX-License-Identifier: Apache-2.0
import { pathIn } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import type { Gap } from '../step.ts'
import type { KbuildTree, Recorded } from './trees.ts'

/**
 * Modules outside of the kernel's tree: before Linux 6.13 make ran in the kernel's folder and knew the targets by absolute path, so
 * that relative paths in the records belong to a folder that no record names. It is looked for where kernels are kept.
 */
export function homeOfModules(
  folder: string,
  records: readonly Recorded[],
  files: BuildFiles,
): { readonly trees: readonly KbuildTree[]; readonly gaps: readonly Gap[] } {
  // records that are gone with their targets say nothing; a target that lies elsewhere was moved
  const here = records.filter((record) => files.state(record.target) !== undefined)
  const sample = here
    .flatMap((record) => record.dependencies)
    .filter((path) => !path.startsWith('/'))
    .slice(0, 50)
  const homes =
    sample.length === 0
      ? [folder]
      : kernelFolders(files).filter((home) =>
          sample.every((path) => isFile(files, pathIn(home, path))),
        )
  const home = homes[0]
  const trees = [{ root: home ?? folder, records: here }]
  if (home !== undefined) return { trees, gaps: [] }
  return {
    trees,
    gaps: [
      {
        code: 'source-missing',
        message: `modules in ${folder} were built against a kernel that is not on this machine: ${sample[0] ?? ''} is not found`,
        hint: 'Install the kernel headers that the modules were built with, or capture on the machine that built them.',
        paths: [...new Set(sample)],
      },
    ],
  }
}

function kernelFolders(files: BuildFiles): readonly string[] {
  const installed = files
    .list('/lib/modules')
    .map((entry) => files.real(`/lib/modules/${entry.name}/build`))
  const sources = files.list('/usr/src').map((entry) => `/usr/src/${entry.name}`)
  return [...new Set([...installed, ...sources])].filter((path) =>
    isFile(files, `${path}/Makefile`),
  )
}
