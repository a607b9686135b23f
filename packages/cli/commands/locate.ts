// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { collect, type Done } from './options.ts'

/** Declares `headwater locate`. */
export function declareLocate(program: Command, io: Io, done: Done): void {
  program
    .command('locate')
    .summary('tell from fix commits or patches which files and functions are vulnerable')
    .description(
      'Reads a local git clone and advisories that name fix commits, or the patches of a distribution, and writes the files and functions that the fixes change as a locations file for check. Runs nothing of the clone and fetches nothing.',
    )
    .option('--repo <clone>', 'a local git clone, bare or not')
    .option(
      '--advisories <path>',
      'OSV or CVE 5 zip, folder or file whose records name commits (repeatable)',
      collect,
    )
    .option(
      '--at <ref>',
      'the release that is checked: say where files and functions are in it, and which it does not have',
    )
    .option('--id <id>', 'only this vulnerability (repeatable)', collect)
    .option(
      '--patch <path>',
      'instead of a clone: a patch, or a folder of them such as debian/patches (repeatable)',
      collect,
    )
    .option('--source <folder>', 'with --patch: the source tree before the patches')
    .option('--output <file>', 'where the locations file goes; without: standard output')
    .action(async (options: object) => {
      const { locate } = await import('../verbs/locate.ts')
      done(await locate(options, io))
    })
}
