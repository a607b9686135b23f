// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Database, type Store } from '@headwater/store/open'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'

/** Which database `--database` means; without: the embedded one in the user's data folder. @throws UsageError */
export function databaseOf(text: string | undefined, io: Io): Database {
  if (text === undefined) {
    return { kind: 'embedded', directory: dataFolder('hub', io) }
  }
  if (/^postgres(?:ql)?:\/\//.test(text)) return { kind: 'postgres', url: text }
  if (text === '' || text.includes('://')) {
    throw new UsageError(
      // an address may hold a password
      `--database ${text.replace(/\/\/[^@]*@/, '//…@')}: neither postgres://… nor a folder`,
      'give the URL of a PostgreSQL 15 or younger, or the folder of an embedded database',
    )
  }
  return { kind: 'embedded', directory: text }
}

/** Below the user's own data. */
export function dataFolder(name: string, io: Io): string {
  const home = io.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share')
  return join(home, 'headwater', name)
}

/** Opens a database that is there, lets it be used, and closes it. @throws UsageError, StoreError */
export async function withDatabase<Result>(
  text: string | undefined,
  io: Io,
  use: (store: Store) => Promise<Result>,
  { mayBeNew = false }: { readonly mayBeNew?: boolean } = {},
): Promise<Result> {
  const database = databaseOf(text, io)
  if (
    !mayBeNew &&
    database.kind === 'embedded' &&
    !existsSync(join(database.directory, 'PG_VERSION'))
  ) {
    throw new UsageError(
      `${database.directory}: there is no database in this folder`,
      'give --database: the folder that the hub was started with, or postgres://…',
    )
  }
  const store = await openStore(database, { now: () => io.now(), random: randomBytes })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}
