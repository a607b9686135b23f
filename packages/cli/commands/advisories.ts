// SPDX-License-Identifier: Apache-2.0
import { type Command, Option } from 'commander'
import type { Io } from '../io.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater advisories`. */
export function declareAdvisories(program: Command, io: Io, done: Done): void {
  const advisories = program
    .command('advisories')
    .summary('the local mirror of advisory feeds')
    .description(
      'Keeps OSV buckets, the CVE list, CISA KEV, EU KEV and EPSS as one index that checks read.',
    )
  advisories
    .command('import')
    .summary('take feeds into the mirror')
    .argument('<path...>', 'OSV or CVE zips, folders, files; KEV catalogues; EPSS CSV')
    .option('--mirror <folder>', 'where the local mirror is')
    .option('--replace', 'start from nothing instead of adding to what is there')
    .action(async (paths: string[], options: object) => {
      const { importAdvisories } = await import('../verbs/advisories.ts')
      done(await importAdvisories(paths, options, io))
    })
  advisories
    .command('update')
    .summary('fetch the feeds anew and import them')
    .option('--mirror <folder>', 'where the local mirror is')
    .option(
      '--feed <name=url>',
      'a feed to fetch, instead of those in the mirror (repeatable)',
      collect,
    )
    .action(async (options: object) => {
      const { updateAdvisories } = await import('../verbs/advisories.ts')
      done(await updateAdvisories(options, io))
    })
  advisories
    .command('status')
    .summary('what the mirror holds and how old it is')
    .option('--mirror <folder>', 'where the local mirror is')
    .addOption(
      new Option('--format <name>', 'how to print it').choices(['table', 'json']).default('table'),
    )
    .action(async (options: object) => {
      const { advisoriesStatus } = await import('../verbs/advisories.ts')
      done(await advisoriesStatus(options, io))
    })
}
