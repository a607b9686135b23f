// SPDX-License-Identifier: Apache-2.0
import { pathIn, readCommand, readShell, type CommandFacts } from '../../command/index.ts'
import { isFile, type BuildFiles } from '../files.ts'
import { stepsOfCommand } from '../from-command.ts'
import { includesByDepfile } from '../include-record.ts'
import { memberOf, readJson, textOf } from '../json-file.ts'
import type { StepReader } from '../reader.ts'
import type { Step, Steps } from '../step.ts'

/** `compile_commands.json` alone, as tools beside a build write it: what was compiled, nothing of what was linked. */
export const compileCommands: StepReader = {
  system: 'compile-commands',
  recognises: (folder, files) => isFile(files, pathIn(folder, NAME)),
  read: readCompileCommands,
}

const NAME = 'compile_commands.json'

export function readCompileCommands(folder: string, files: BuildFiles): Steps {
  const path = pathIn(folder, NAME)
  const entries = readJson(files, path)
  const steps = new Map<string, Step>()
  for (const [at, entry] of (Array.isArray(entries) ? entries : []).entries())
    for (const step of stepsOfEntry(entry, folder, files, `${path}#/${at}`))
      // a file that was compiled again stands there twice; the last one made what is there
      steps.set(step.outputs[0] ?? '', step)
  const all = [...steps.values()]
  const there = all.filter((step) => step.outputs.some((one) => files.state(one) !== undefined))
  return {
    system: 'compile-commands',
    steps: there,
    buildRoot: folder,
    configuration: [],
    gaps: [
      ...(there.length === all.length
        ? []
        : [
            {
              code: 'output-missing' as const,
              message: `${all.length - there.length} of ${all.length} objects that ${path} names are not there`,
              hint: 'Build again, then capture.',
              paths: all
                .filter((step) => !there.includes(step))
                .flatMap((step) => step.outputs.slice(0, 1)),
            },
          ]),
      {
        code: 'no-link-record',
        message: `${path} tells what was compiled and not what was linked`,
        hint: 'Watch the build: headwater capture -- make',
        paths: [path],
      },
    ],
  }
}

/** JSON Compilation Database Format (clang): `directory`, `file`, and `command` for a shell or `arguments`. */
function stepsOfEntry(
  entry: unknown,
  folder: string,
  files: BuildFiles,
  record: string,
): readonly Step[] {
  const directory = pathIn(folder, textOf(entry, 'directory') ?? '.')
  const words = memberOf(entry, 'arguments')
  const line = textOf(entry, 'command')
  const facts =
    Array.isArray(words) && words.every((word) => typeof word === 'string')
      ? [readCommand(words, directory, files.text)]
      : line === undefined
        ? []
        : readShell(line, directory, files.text)
  return facts.flatMap((one) =>
    stepsOfCommand(one, {
      record,
      includesOf: (of: CommandFacts) => includesByDepfile(files, of),
    }),
  )
}
