// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import type { BackupVerbOptions, RestoreVerbOptions } from '../verbs/backup.ts'
import { databaseOption, type Done } from './options.ts'

/** Declares `headwater backup` and `headwater restore`. */
export function declareBackup(program: Command, io: Io, done: Done): void {
  program
    .command('backup')
    .summary('write all that a hub holds into one file')
    .description(
      'Writes one file with everything, as it stood at one moment, reads it again and verifies it. On PostgreSQL the hub goes on meanwhile; an embedded database must not be in use.',
    )
    .argument('<file>', 'where it goes, such as hub.backup.gz')
    .addOption(databaseOption())
    .option('--force', 'write over a file of this name')
    .action(async (path: string, options: BackupVerbOptions) => {
      const { backup } = await import('../verbs/backup.ts')
      done(await backup(path, options, io))
    })

  program
    .command('restore')
    .summary('fill an empty database from a backup')
    .description(
      'Restores all of a backup or nothing, into an empty database of either kind, whichever it was made of, and brings it up to date.',
    )
    .argument('<file>', 'what `headwater backup` wrote')
    .addOption(databaseOption())
    .action(async (path: string, options: RestoreVerbOptions) => {
      const { restore } = await import('../verbs/backup.ts')
      done(await restore(path, options, io))
    })
}
