// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/**
 * What PostgreSQL's autovacuum does by itself, for the embedded database, which has none: room of dead rows, and what the planner
 * knows of tables. To be run when little else is, outside of a transaction; a large table holds the one connection for some
 * seconds.
 */
export async function tidy(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by 1
  `.execute(db)
  // one by one: between two of them others have their turn
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.id(name)}`.execute(db)
}

export interface StoreSize {
  readonly bytes: number
  /** Rows as the planner estimates them, of the tables that grow. */
  readonly rows: Readonly<Record<string, number>>
}

/** How much there is, without counting. */
export async function storeSize(db: Db): Promise<StoreSize> {
  const { rows } = await sql<{ name: string; rows: number; bytes: number }>`
    select c.relname::text as name, greatest(c.reltuples, 0)::bigint as rows, pg_total_relation_size(c.oid) as bytes
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
  `.execute(db)
  return {
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: Object.fromEntries(rows.map(({ name, rows: count }) => [name, count])),
  }
}

/** The instant by the database's own clock. */
export async function databaseNow(db: Db): Promise<string> {
  const { rows } = await sql<{ at: string }>`select clock_timestamp() as at`.execute(db)
  return rows[0]?.at ?? ''
}
