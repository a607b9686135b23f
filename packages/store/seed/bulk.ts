// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'

/**
 * Fills tables as a restore does: without their indexes, constraints and triggers, which are made when all rows are there. An index
 * of ten million rows is made in seconds, and kept up row by row in an hour. What triggers keep is for `fill` to write.
 */
export async function filledAtOnce(
  db: Db,
  tables: readonly string[],
  fill: (trx: Db) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`set local maintenance_work_mem to '256MB'; set local work_mem to '128MB'`.execute(trx)
    const made = await definitions(trx, tables)
    for (const { drop } of made) await sql.raw(drop).execute(trx)
    for (const table of tables)
      await sql`alter table ${sql.id(table)} disable trigger all`.execute(trx)
    await fill(trx)
    for (const { create } of made) await sql.raw(create).execute(trx)
    for (const table of tables)
      await sql`alter table ${sql.id(table)} enable trigger all`.execute(trx)
  })
}

/** Of everything that hangs on the tables: how it goes and how it comes back, as the database writes it. */
async function definitions(
  db: Db,
  tables: readonly string[],
): Promise<readonly { readonly drop: string; readonly create: string }[]> {
  const { rows } = await sql<{ drop: string; create: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
    from pg_constraint where conrelid::regclass::text = any(${tables}::text[]) and contype in ('p', 'u')
    union all
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    from pg_index i where i.indrelid::regclass::text = any(${tables}::text[])
      and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
  `.execute(db)
  return rows
}
