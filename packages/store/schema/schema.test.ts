// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { onEveryDatabase } from '../testing/index.ts'
import type { Column } from './column.ts'
import { describeSchema } from './describe.ts'
import { TABLES } from './schema.ts'

onEveryDatabase((store) => {
  it('knows every table and column of the database, with type, emptiness and default', async () => {
    const { rows } = await sql<{
      table: string
      name: string
      type: string
      isNullable: boolean
      hasDefault: boolean
    }>`
      select table_name as "table", column_name as name, udt_name as type, is_nullable = 'YES' as "isNullable",
        column_default is not null or is_identity = 'YES' as "hasDefault"
      from information_schema.columns where table_schema = current_schema() order by 1, ordinal_position
    `.execute(store().db)
    const found: Record<string, Record<string, unknown>> = {}
    for (const { table, name, ...column } of rows) (found[table] ??= {})[name] = column
    const known = Object.fromEntries(
      Object.entries(TABLES).map(([table, columns]) => [
        table,
        Object.fromEntries(
          Object.entries(columns as Record<string, Column<unknown>>).map(
            ([name, { type, isNullable, hasDefault }]) => [name, { type, isNullable, hasDefault }],
          ),
        ),
      ]),
    )
    expect(found).toEqual(known)
  })

  it('knows the words that each checked column allows', async () => {
    const text = await describeSchema(store().db)
    for (const [table, columns] of Object.entries(TABLES)) {
      for (const [name, { words }] of Object.entries(columns as Record<string, Column<unknown>>)) {
        if (words === undefined) continue
        const list = words.map((word) => `'${word}'::text`).join(', ')
        expect(text, `${table}.${name}`).toContain(`CHECK ((${name} = ANY (ARRAY[${list}])))`)
      }
    }
  })

  it('is the schema that was agreed upon', async () => {
    await expect(await describeSchema(store().db)).toMatchFileSnapshot('./schema.sql')
  })
})
