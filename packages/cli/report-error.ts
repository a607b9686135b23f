// SPDX-License-Identifier: Apache-2.0
import { describeFault, FormatError } from '@headwater/formats/fault'
import { LimitError } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/documents'
import { UnreadableDocuments } from '@headwater/check/documents'
import { ImageError } from '@headwater/check/images'
import { SettingsError } from '@headwater/check/settings'
import { CaptureError } from '@headwater/capture/error'
import { WatchError } from '@headwater/capture/watch'
import { LocateError } from '@headwater/locate/error'
import { MirrorError } from '@headwater/mirror/error'
import { StoreError, type StoreCode } from '@headwater/store/fault'
import { EXIT, UsageError, type ExitCode } from './exit.ts'
import type { Io } from './io.ts'
import { safe } from './print/text.ts'

/** Prints what went wrong, where, and what to do about it, and says with which code to end. */
export function reportError(error: unknown, io: Io): ExitCode {
  if (error instanceof UnreadableDocuments) {
    for (const each of error.errors) io.err(describeError(each))
    return error.errors.some((each) => each instanceof LimitError) ? EXIT.limit : EXIT.unreadable
  }
  if (error instanceof UsageError) {
    io.err(
      `error[USAGE]: ${safe(error.message, 2000)}\n${error.hint ? `hint: ${error.hint}\n` : ''}`,
    )
    return EXIT.usage
  }
  if (error instanceof SettingsError) {
    const faults = error.faults.map((fault) => `  ${safe(fault, 1000)}\n`).join('')
    io.err(`error[SETTINGS]: ${safe(error.file, 500)}:\n${faults}`)
    return EXIT.usage
  }
  if (error instanceof ImageError) {
    io.err(describeError(error))
    return EXIT.unreadable
  }
  if (error instanceof CaptureError) {
    io.err(describeError(error))
    return EXIT_OF_CAPTURE[error.code]
  }
  if (error instanceof WatchError) {
    io.err(`error[${error.code}]: ${safe(error.message, 1000)}\n`)
    return EXIT.usage
  }
  if (error instanceof StoreError) {
    const hint = HINTS_OF_STORE[error.code]
    io.err(`error[${error.code}]: ${safe(error.message, 1000)}\n`)
    if (hint !== undefined) io.err(`hint: ${hint}\n`)
    return error.code === 'BAD_BACKUP' ? EXIT.unreadable : EXIT.database
  }
  if (
    error instanceof LimitError ||
    error instanceof IntakeError ||
    error instanceof FormatError ||
    error instanceof MirrorError ||
    error instanceof LocateError
  ) {
    io.err(describeError(error))
    return error instanceof LimitError ? EXIT.limit : EXIT.unreadable
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.err(
    `error[INTERNAL]: this is a fault of Headwater; please report it with what follows\n${text}\n`,
  )
  return EXIT.internal
}

const EXIT_OF_CAPTURE: Readonly<Record<CaptureError['code'], ExitCode>> = {
  NO_BUILD: EXIT.noBuild,
  CLEANED: EXIT.noBuild,
  HALF_BUILT: EXIT.noBuild,
  NO_SOURCE: EXIT.noBuild,
  NO_IMAGE: EXIT.usage,
  HINTS: EXIT.usage,
  OUT: EXIT.unreadable,
}

const HINTS_OF_STORE: Readonly<Partial<Record<StoreCode, string>>> = {
  CANNOT_OPEN: 'is the server there, and are user, password and database of --database right?',
  SERVER_TOO_OLD: 'Headwater needs PostgreSQL 15 or younger',
  SCHEMA_TOO_NEW: 'use the version of Headwater that wrote it, or a younger one',
  MIGRATION_CHANGED:
    'this database was not made by a released Headwater: restore a backup into an empty one',
  DISK_FULL: 'make room; nothing of what was being written is there',
  BUSY: 'others hold the database: try again in a moment',
  CONNECTION_LOST: 'try again when the server is back',
  BAD_BACKUP: 'take another copy of the file; nothing of it was kept',
}

/** One error, with the lines that belong to it. */
export function describeError(error: Error): string {
  if (error instanceof FormatError) {
    const lines = error.faults.map(
      (fault) => `  ${fault.code}: ${safe(describeFault(fault), 1000)}`,
    )
    if (error.unlisted > 0) lines.push(`  and ${error.unlisted} more`)
    return `error[${error.faults[0]?.code ?? 'FORMAT'}]: ${safe(error.document, 500)} was not read:\n${lines.join('\n')}\n`
  }
  if (error instanceof LimitError) return `error[LIMIT]: ${safe(error.message, 1000)}\n`
  if (
    error instanceof MirrorError ||
    error instanceof CaptureError ||
    error instanceof ImageError ||
    error instanceof LocateError
  ) {
    const hint = error.hint === undefined ? '' : `hint: ${safe(error.hint, 1000)}\n`
    return `error[${error.code}]: ${safe(error.message, 1000)}\n${hint}`
  }
  if (error instanceof IntakeError) return `error[${error.code}]: ${safe(error.message, 1000)}\n`
  return `error: ${safe(error.message, 1000)}\n`
}
