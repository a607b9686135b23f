// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

export type TableColumns = readonly {
  readonly name: string
  readonly type: string
  readonly isIdentity: boolean
}[]

/** The columns of each table that hold something of their own: what is generated is generated again. */
export async function columnsOf(db: Db): Promise<ReadonlyMap<string, TableColumns>> {
  const { rows } = await sql<{ table: string; name: string; type: string; isIdentity: boolean }>`
    select c.relname::text as "table", a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attidentity <> '' as "isIdentity"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
    order by c.relname, a.attnum
  `.execute(db)
  const tables = new Map<string, TableColumns[number][]>()
  for (const { table, ...column } of rows) {
    const columns = tables.get(table)
    if (columns === undefined) tables.set(table, [column])
    else columns.push(column)
  }
  return tables
}
