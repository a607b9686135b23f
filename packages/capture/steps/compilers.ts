// SPDX-License-Identifier: Apache-2.0
import { pathIn, toolNamed } from '../command/index.ts'
import { isFile, type BuildFiles } from './files.ts'
import type { Gap, Step } from './step.ts'

/** Compilers and linkers that commands name and that this machine does not have: their versions and libraries cannot be told. */
export function compilersGone(
  steps: readonly Step[],
  programFolders: readonly string[] | undefined,
  files: BuildFiles,
): readonly Gap[] {
  const programs = new Map<string, string>()
  for (const step of steps) {
    const program = step.command?.[0]
    if (program === undefined || programs.has(program)) continue
    const tool = toolNamed(program)?.tool
    if (tool === 'compiler' || tool === 'linker' || tool === 'assembler')
      programs.set(program, step.directory)
  }
  const gone = [...programs].filter(([program, directory]) => {
    if (program.includes('/')) return !isFile(files, pathIn(directory, program))
    return (
      programFolders !== undefined &&
      !programFolders.some((folder) => isFile(files, pathIn(folder, program)))
    )
  })
  if (gone.length === 0) return []
  const names = gone.map(([program]) => program)
  return [
    {
      code: 'tool-missing',
      message: `the build was made with ${names.join(', ')}, which is not on this machine`,
      hint: 'Capture where it was built (in the same container): versions of tools and their libraries are then told too.',
      paths: names.filter((name) => name.startsWith('/')),
    },
  ]
}
