// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import type { Db } from '../schema/index.ts'
import { readMigrations, type Migration } from './files.ts'

export interface MigrateOptions {
  readonly now: () => string
  readonly migrations?: readonly Migration[]
  /** To be made where it is not there: for tests. */
  readonly schema?: string
}

/** Of the lock that processes take in turn: the letters of "headwate". */
const LOCK = '7522537933706064997'
const OLDEST_SERVER = 150_000

/**
 * Brings the schema up to date: all migrations that have not landed, in one transaction, while other processes wait. Only forward.
 * @throws StoreError `SERVER_TOO_OLD`, `SCHEMA_TOO_NEW`, `MIGRATION_CHANGED`
 */
export async function migrate(db: Db, options: MigrateOptions): Promise<void> {
  await db.transaction().execute((trx) => migrateWithin(trx, options))
}

/** The same in the caller's transaction. */
export async function migrateWithin(trx: Db, options: MigrateOptions): Promise<void> {
  const { migrations = readMigrations(), now, schema } = options
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx)
  await refuseOldServer(trx)
  if (schema !== undefined) await sql`create schema if not exists ${sql.id(schema)}`.execute(trx)
  await sql`create table if not exists schema_migration (
    number integer primary key, name text not null, checksum text not null, landed_at timestamptz(3) not null
  )`.execute(trx)
  const landed = await trx
    .selectFrom('schema_migration')
    .select(['number', 'name', 'checksum'])
    .orderBy('number')
    .execute()
  for (const { number, name, checksum } of landed) {
    const ours = migrations[number - 1]
    if (ours === undefined) {
      throw new StoreError(
        'SCHEMA_TOO_NEW',
        `the database has migration ${name}, which this program does not know: start the newer program, or restore a backup`,
      )
    }
    if (ours.checksum !== checksum) {
      throw new StoreError('MIGRATION_CHANGED', `migration ${name} has landed with another text`)
    }
  }
  for (const { number, name, checksum, sql: text } of migrations.slice(landed.length)) {
    await sql.raw(text).execute(trx)
    await trx
      .insertInto('schema_migration')
      .values({ number, name, checksum, landed_at: now() })
      .execute()
  }
}

async function refuseOldServer(db: Db): Promise<void> {
  const { rows } = await sql<{ number: number; words: string }>`
    select current_setting('server_version_num')::integer as number, current_setting('server_version') as words
  `.execute(db)
  const [version] = rows
  if (version === undefined || version.number < OLDEST_SERVER) {
    throw new StoreError(
      'SERVER_TOO_OLD',
      `the server is PostgreSQL ${version?.words ?? 'of no known version'}; 15 or younger is needed`,
    )
  }
}
