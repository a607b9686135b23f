// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/** Makes a database on the server that `db` is connected to. False: there was one of this name. */
export async function createDatabase(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_database where datname = ${name}`.execute(db)
  if (rows.length > 0) return false
  await sql`create database ${sql.id(name)}`.execute(db)
  return true
}

export async function dropDatabase(db: Db, name: string): Promise<void> {
  await sql`drop database ${sql.id(name)} with (force)`.execute(db)
}
