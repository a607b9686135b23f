// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import type { CompareVerbOptions } from '../verbs/compare.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater compare`. */
export function declareCompare(program: Command, io: Io, done: Done): void {
  program
    .command('compare')
    .summary('tell what changed between two builds')
    .description(
      'Compares two sets of documents: packages, files, what went into each image and which functions are in it; with advisories also which verdicts changed.',
    )
    .argument('<from>', 'SBOM file, folder or archive of the first build')
    .argument('<to>', 'and of the second')
    .option('--advisories <path>', 'OSV or CVE 5 zip, folder or file (repeatable)', collect)
    .option('--mirror <folder>', 'judge by the local mirror in this folder')
    .option(
      '--identify <name=purl|cpe>',
      'who a component is, where its document does not say (repeatable)',
      collect,
    )
    .option('--locations <file>', 'where vulnerable code is (repeatable)', collect)
    .option('--vex <file>', 'VEX statements of others (repeatable)', collect)
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'),
    )
    .option('--all', 'print long lists to their end')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 if there are new findings of this level')
        .choices(['affected', 'none'])
        .default('none'),
    )
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (from: string, to: string, options: CompareVerbOptions) => {
      const { compare } = await import('../verbs/compare.ts')
      done(await compare(from, to, options, io))
    })
}
