// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import type { ConvertOptions } from '../verbs/convert.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater convert`. */
export function declareConvert(program: Command, io: Io, done: Done): void {
  program
    .command('convert')
    .summary('write a document in another format, with a report of what it cannot say')
    .description(
      'Writes one SBOM in another format, version or syntax. Standard error tells what the target cannot say: what is lost, what it carries as properties, and what it says otherwise, each with its place in the source.',
    )
    .argument('<in>', 'one SBOM file')
    .requiredOption(
      '--to <format>',
      'spdx-2.2, spdx-2.3, spdx-2.3-tag-value, spdx-3.0.1, cyclonedx-1.2 … cyclonedx-1.7, cyclonedx-1.0-xml … cyclonedx-1.7-xml',
    )
    .option('--output <file>', 'where it goes; without: standard output')
    .option('--report <file>', 'the whole report as JSON, with every place')
    .option('--limit <name=value>', 'raise a limit on hostile input (repeatable)', collect)
    .action(async (path: string, options: ConvertOptions) => {
      const { convert } = await import('../verbs/convert.ts')
      done(await convert(path, options, io))
    })
}
