// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater inspect`. */
export function declareInspect(program: Command, io: Io, done: Done): void {
  program
    .command('inspect')
    .summary('tell what documents say and what is broken in them')
    .argument('<path...>', 'SBOM files, folders, archives')
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'),
    )
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (paths: string[], options: object) => {
      const { inspect } = await import('../verbs/inspect.ts')
      done(await inspect(paths, options, io))
    })
}
