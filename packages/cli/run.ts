// SPDX-License-Identifier: Apache-2.0
import { Command, CommanderError } from 'commander'
import { declareAdvisories } from './commands/advisories.ts'
import { declareAudit } from './commands/audit.ts'
import { declareBackup } from './commands/backup.ts'
import { declareCapture } from './commands/capture.ts'
import { declareCheck } from './commands/check.ts'
import { declareCompare } from './commands/compare.ts'
import { declareConvert } from './commands/convert.ts'
import { declareInspect } from './commands/inspect.ts'
import { declareLocate } from './commands/locate.ts'
import { declarePurl } from './commands/purl.ts'
import { declarePush } from './commands/push.ts'
import { declareServe } from './commands/serve.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Io } from './io.ts'
import { VERSION } from './version.ts'

/**
 * Runs one command line. Each verb is loaded when it is called, so that `--help` starts fast.
 * @returns the exit code; nothing is thrown.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok
  const program = buildProgram(io, (result) => (code = result), argv)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    const { reportError } = await import('./report-error.ts')
    return reportError(error, io)
  }
}

/** The whole command line as data: what `--help` prints and the reference is generated from. */
export function buildProgram(
  io: Io,
  done: (code: ExitCode) => void,
  rawWords: readonly string[] = [],
): Command {
  const program = new Command('headwater')
    .description('What is really inside a build, and which vulnerabilities are really in it.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(headwater --help shows what there is)')
    .configureHelp({ helpWidth: 110 })

  declareCheck(program, io, done)
  declareInspect(program, io, done)
  declareCompare(program, io, done)
  declareConvert(program, io, done)
  declareCapture(program, io, done, rawWords)
  declareLocate(program, io, done)
  declareAdvisories(program, io, done)
  declarePurl(program, io, done)
  declarePush(program, io, done)
  declareServe(program, io, done)
  declareBackup(program, io, done)
  declareAudit(program, io, done)
  return program
}
