// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Db } from '../schema/index.ts'
import { TABLES } from '../schema/index.ts'
import { columnsOf, type TableColumns } from './columns.ts'
import { FORMAT, type Foot, type Head, type TableHead } from './format.ts'

/**
 * Everything that the store holds, as it stands at one moment. On PostgreSQL others go on meanwhile; embedded, its one connection is
 * taken until the last byte is read.
 */
export async function* writeBackup(
  db: Db,
  { at }: { readonly at: string },
): AsyncGenerator<Uint8Array> {
  const gzip = createGzip()
  const lines = Readable.from(backupLines(db, at))
  lines.on('error', (error) => gzip.destroy(error))
  lines.pipe(gzip)
  try {
    for await (const chunk of gzip) yield chunk as Uint8Array
  } finally {
    lines.destroy()
  }
}

async function* backupLines(db: Db, at: string): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let rows = 0
  for await (const { text, count } of contentLines(db, at)) {
    hash.update(text, 'utf8')
    rows += count
    yield text
  }
  yield line({ end: true, rows, sha256: hash.digest('hex') })
}

/** Lines, and how many of them are rows. */
async function* contentLines(
  db: Db,
  at: string,
): AsyncGenerator<{ readonly text: string; readonly count: number }> {
  const trx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  try {
    const migrations = await trx
      .selectFrom('schema_migration')
      .select(['name', 'checksum'])
      .orderBy('number')
      .execute()
    yield { text: line({ format: FORMAT, migrations, at }), count: 0 }
    const columns = await columnsOf(trx)
    for (const name of Object.keys(TABLES)) {
      const table = columns.get(name)
      if (table === undefined || name === 'schema_migration') continue
      yield { text: line({ table: name, columns: table.map((column) => column.name) }), count: 0 }
      for await (const batch of tableRows(trx, name, table)) {
        yield { text: `${batch.join('\n')}\n`, count: batch.length }
      }
    }
  } finally {
    await trx.rollback().execute()
  }
}

function line(value: Head | TableHead | Foot): string {
  return `${JSON.stringify(value)}\n`
}

/** In the order of the first column, so that a row that refers to another of its table comes behind it. */
async function* tableRows(
  trx: Db,
  name: string,
  columns: TableColumns,
): AsyncGenerator<readonly string[]> {
  const texts = columns.map((column) => sql`${sql.ref(column.name)}::text`)
  await sql`
    declare backup no scroll cursor for
    select json_build_array(${sql.join(texts)})::text as row from ${sql.table(name)} order by ${sql.ref(columns[0]!.name)}
  `.execute(trx)
  const count = columns.some(({ type }) => type === 'bytea') && name.endsWith('_chunk') ? 4 : 2_000
  for (;;) {
    const { rows } = await sql<{
      row: string
    }>`fetch ${sql.raw(String(count))} from backup`.execute(trx)
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < count) break
  }
  await sql`close backup`.execute(trx)
}
