// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import type { VerifyAuditOptions } from '../verbs/audit.ts'
import { databaseOption, type Done } from './options.ts'

/** Declares `headwater audit`. */
export function declareAudit(program: Command, io: Io, done: Done): void {
  const audit = program
    .command('audit')
    .summary('the log of who changed what')
    .description(
      'The log is a chain of hashes: what was changed or taken out of it later is found.',
    )
  audit
    .command('verify')
    .summary('tell whether the log is what was written, and the first entry that is not')
    .argument('[file]', 'an export of the page Settings, Audit log; without: the database')
    .addOption(databaseOption())
    .option('--head <hash>', 'a head that was noted before: it must still be in the log')
    .action(async (path: string | undefined, options: VerifyAuditOptions) => {
      const { verifyAuditLog } = await import('../verbs/audit.ts')
      done(await verifyAuditLog(path, options, io))
    })
}
