// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { sql } from 'kysely'
import { StoreError } from '../fault/index.ts'
import { migrateWithin, readMigrations } from '../migrate/index.ts'
import type { Db } from '../schema/index.ts'
import { columnsOf, type TableColumns } from './columns.ts'
import { FORMAT, type Foot, type Head, type TableHead } from './format.ts'

/**
 * Fills an empty store from a backup, all of it or nothing: brings the schema to where it was, puts the rows in, and brings it up to
 * date from there. Gives how many rows there were.
 * @throws StoreError `CONFLICT` where the store holds anything, `BAD_BACKUP` where the file is none or is cut off, `SCHEMA_TOO_NEW`
 */
export async function restoreBackup(
  db: Db,
  backup: AsyncIterable<Uint8Array>,
  { now }: { readonly now: () => string },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await refuseUnlessEmpty(trx)
    const lines = linesOf(backup)
    const head = await readHead(lines)
    const migrations = migrationsOf(head)
    await dropEverything(trx)
    await migrateWithin(trx, { now, migrations: migrations.slice(0, head.migrations.length) })
    const rows = await putRows(trx, lines)
    await moveSequences(trx)
    await migrateWithin(trx, { now, migrations })
    return rows
  })
}

/**
 * Reads a backup to its end and says how many rows it has: whether it is whole, and whether this program can restore it.
 * @throws StoreError `BAD_BACKUP`, `SCHEMA_TOO_NEW`, `MIGRATION_CHANGED`
 */
export async function verifyBackup(backup: AsyncIterable<Uint8Array>): Promise<number> {
  const lines = linesOf(backup)
  migrationsOf(await readHead(lines))
  for (let count = 0; ;) {
    const value = await nextLine(lines)
    if (Array.isArray(value)) count++
    else if (isFoot(value)) return wholeCount(value, count, lines)
    else if ((value as Partial<TableHead> | undefined)?.table === undefined) throw cutOff()
  }
}

interface Lines {
  readonly texts: AsyncIterator<string>
  /** Of the lines that were read before the last one. */
  sha256: () => string
  read: (text: string) => void
}

function linesOf(backup: AsyncIterable<Uint8Array>): Lines {
  const gunzip = createGunzip()
  const source = Readable.from(backup)
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  const hash = createHash('sha256')
  let last: string | undefined
  return {
    texts: createInterface({ input: gunzip, crlfDelay: Infinity })[Symbol.asyncIterator](),
    sha256: () => hash.digest('hex'),
    read(text) {
      if (last !== undefined) hash.update(`${last}\n`, 'utf8')
      last = text
    },
  }
}

async function nextLine(lines: Lines): Promise<unknown> {
  try {
    const { value, done } = await lines.texts.next()
    if (done === true) return undefined
    lines.read(value)
    return JSON.parse(value) as unknown
  } catch (cause) {
    throw new StoreError('BAD_BACKUP', 'the file is no backup, or not all of one', { cause })
  }
}

async function readHead(lines: Lines): Promise<Head> {
  const head = (await nextLine(lines)) as Partial<Head> | undefined
  if (head?.format !== FORMAT || !Array.isArray(head.migrations)) {
    throw new StoreError('BAD_BACKUP', 'the file is no backup')
  }
  return head as Head
}

function migrationsOf(head: Head) {
  const migrations = readMigrations()
  head.migrations.forEach(({ name, checksum }, index) => {
    const ours = migrations[index]
    if (ours === undefined) {
      throw new StoreError(
        'SCHEMA_TOO_NEW',
        `the backup has migration ${name}, which this program does not know`,
      )
    }
    if (ours.name !== name || ours.checksum !== checksum) {
      throw new StoreError('MIGRATION_CHANGED', `the backup was made with another text of ${name}`)
    }
  })
  return migrations
}

async function refuseUnlessEmpty(db: Db): Promise<void> {
  for (const name of (await columnsOf(db)).keys()) {
    if (name === 'schema_migration') continue
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db)
    if (rows.length > 0) {
      throw new StoreError('CONFLICT', `the store is not empty: it has rows in ${name}`)
    }
  }
}

async function dropEverything(db: Db): Promise<void> {
  for (const name of (await columnsOf(db)).keys()) {
    await sql`drop table ${sql.table(name)} cascade`.execute(db)
  }
  const { rows } = await sql<{ name: string }>`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace = current_schema()::regnamespace and p.prorettype = 'trigger'::regtype
  `.execute(db)
  for (const { name } of rows) await sql`drop function ${sql.raw(name)}`.execute(db)
}

/** Characters of one statement's rows. */
const BATCH = 8_000_000
const MOST_ROWS = 5_000

async function putRows(db: Db, lines: Lines): Promise<number> {
  const tables = await columnsOf(db)
  let put: ((rows: readonly string[]) => Promise<void>) | undefined
  let batch: string[] = []
  let size = 0
  let count = 0
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await put?.(batch).catch(refuseRows)
    batch = []
    size = 0
  }
  for (;;) {
    const value = await nextLine(lines)
    if (Array.isArray(value)) {
      if (put === undefined) throw new StoreError('BAD_BACKUP', 'a row stands in no table')
      const row = JSON.stringify(value)
      batch.push(row)
      count++
      size += row.length
      if (size > BATCH || batch.length >= MOST_ROWS) await flush()
      continue
    }
    await flush()
    if (isFoot(value)) {
      return wholeCount(value, count, lines)
    }
    put = putter(db, tables, value)
  }
}

/** Rows that the schema does not take are not what was written; a full disk or a lost database is no fault of theirs. */
function refuseRows(error: unknown): never {
  const code = String((error as { code?: unknown }).code)
  const isOfRows =
    code === 'MISSING' || code === 'CONFLICT' || code === 'INVALID' || code.startsWith('22')
  if (!isOfRows) throw error
  throw new StoreError('BAD_BACKUP', 'the file has rows that the schema does not take', {
    cause: error,
  })
}

/** @throws StoreError `BAD_BACKUP` where the foot speaks of other lines */
function wholeCount({ rows, sha256 }: Foot, count: number, lines: Lines): number {
  if (rows !== count) throw new StoreError('BAD_BACKUP', `the file has ${count} rows of ${rows}`)
  if (lines.sha256() !== sha256) {
    throw new StoreError('BAD_BACKUP', 'the file is not what was written: its digest is another')
  }
  return count
}

function cutOff(): StoreError {
  return new StoreError('BAD_BACKUP', 'the file is cut off, or has a table that is none')
}

function isFoot(value: unknown): value is Foot {
  return (value as Partial<Foot> | undefined)?.end === true
}

/** Its triggers rest: what they would do is in the backup. */
function putter(
  db: Db,
  tables: ReadonlyMap<string, TableColumns>,
  value: unknown,
): (rows: readonly string[]) => Promise<void> {
  const { table, columns } = (value ?? {}) as Partial<TableHead>
  const known = table === undefined ? undefined : tables.get(table)
  if (table === undefined || known === undefined || !Array.isArray(columns)) {
    throw cutOff()
  }
  const types = new Map(known.map(({ name, type }) => [name, type]))
  const texts = columns.map((name: string, index) => {
    const type = types.get(name)
    if (type === undefined) throw new StoreError('BAD_BACKUP', `${table} has no column ${name}`)
    return sql`(row ->> ${sql.raw(String(index))})::${sql.raw(type)}`
  })
  return async (rows) => {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
    await sql`
      insert into ${sql.table(table)} (${sql.join(columns.map((name: string) => sql.ref(name)))}) overriding system value
      select ${sql.join(texts)} from unnest(${rows}::text[]) line cross join lateral (select line::json as row) parsed
    `.execute(db)
    await sql`alter table ${sql.table(table)} enable trigger user`.execute(db)
  }
}

async function moveSequences(db: Db): Promise<void> {
  for (const [table, columns] of await columnsOf(db)) {
    for (const { name, isIdentity } of columns) {
      if (!isIdentity) continue
      await sql`
        select setval(pg_get_serial_sequence(${table}, ${name}), m.max)
        from (select max(${sql.ref(name)}) as max from ${sql.table(table)}) m where m.max is not null
      `.execute(db)
    }
  }
}
