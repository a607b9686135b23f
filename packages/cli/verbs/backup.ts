// SPDX-License-Identifier: Apache-2.0
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { restoreBackup, verifyBackup, writeBackup } from '@headwater/store/backup'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { withDatabase } from './database.ts'

export interface BackupVerbOptions {
  readonly database?: string
  readonly force?: boolean
}

/** Writes everything that a hub's database holds into one file, which is there whole or not at all. */
export async function backup(
  path: string,
  { database, force }: BackupVerbOptions,
  io: Io,
): Promise<ExitCode> {
  if (existsSync(path) && force !== true) {
    throw new UsageError(`${path}: there is a file of this name`, 'give another name, or --force')
  }
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${path}: there is no such folder`)
  }
  const partial = `${path}.partial`
  // one that is left over, or a link that somebody put there
  await rm(partial, { force: true })
  try {
    const rows = await withDatabase(database, io, async ({ db, now }) => {
      await pipeline(
        Readable.from(writeBackup(db, { at: now() }), { objectMode: false }),
        createWriteStream(partial, { flags: 'wx', mode: 0o600 }),
      )
      await settle(partial)
      // what cannot be read again is no backup
      return verifyBackup(createReadStream(partial))
    })
    await rename(partial, path)
    const { size } = statSync(path)
    io.out(`${path}: ${rows} rows, ${Math.ceil(size / 1024)} kB, read again and found whole\n`)
    return EXIT.ok
  } catch (error) {
    await rm(partial, { force: true })
    throw diskError(error, path)
  }
}

export interface RestoreVerbOptions {
  readonly database?: string
}

/** Fills an empty database from a backup, all of it or nothing. */
export async function restore(
  path: string,
  { database }: RestoreVerbOptions,
  io: Io,
): Promise<ExitCode> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new UsageError(`${path}: there is no such file`)
  }
  // before an empty database is made for it
  await verifyBackup(createReadStream(path))
  const rows = await withDatabase(
    database,
    io,
    ({ db, now }) => restoreBackup(db, createReadStream(path), { now }),
    { mayBeNew: true },
  )
  io.out(`${path}: ${rows} rows restored\n`)
  return EXIT.ok
}

/** The file is on the disk before its name says so. */
async function settle(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function diskError(error: unknown, path: string): unknown {
  const { code } = error as { readonly code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EACCES' || code === 'EROFS'
    ? new UsageError(
        `${path}: cannot be written (${code})`,
        'no backup was made: give a place with room that may be written to',
      )
    : error
}
