// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openStore } from '../open/index.ts'
import { onEveryDatabase, TEST_DATABASES } from '../testing/index.ts'
import { migrate, readMigrations, type Migration } from './index.ts'

onEveryDatabase((store) => {
  const landed = async () =>
    (
      await store().db.selectFrom('schema_migration').select('name').orderBy('number').execute()
    ).map(({ name }) => name)
  const next = (text: string): Migration => {
    const number = readMigrations().length + 1
    return { number, name: `${number}-next`, sql: text, checksum: 'next' }
  }
  const run = (migrations: readonly Migration[]) =>
    migrate(store().db, { now: store().now, migrations })

  it('lands what has not landed, and nothing twice', async () => {
    const names = readMigrations().map(({ name }) => name)
    expect(await landed()).toEqual(names)
    await run(readMigrations())
    expect(await landed()).toEqual(names)
  })

  it('refuses a migration that was changed after it landed', async () => {
    const [first, ...rest] = readMigrations()
    const changed = [{ ...first!, checksum: 'other' }, ...rest]
    await expect(run(changed)).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' })
  })

  it('lands all of what is new, or nothing', async () => {
    const bad = next('create table extra (a integer); insert into extra values (1 / 0)')
    await expect(run([...readMigrations(), bad])).rejects.toMatchObject({ code: '22012' })
    const { rows } =
      await sql`select 1 from pg_class where relname = 'extra' and relnamespace = current_schema()::regnamespace`.execute(
        store().db,
      )
    expect(rows).toEqual([])
  })

  it('refuses a database that a younger program has written', async () => {
    await run([...readMigrations(), next('create table extra (a integer)')])
    await expect(run(readMigrations())).rejects.toMatchObject({
      code: 'SCHEMA_TOO_NEW',
      message: expect.stringContaining('start the newer program'),
    })
  })
})

const postgres = TEST_DATABASES.find(({ database }) => database.kind === 'postgres')

it.skipIf(postgres === undefined)(
  'is run by one of several processes that start at once',
  async () => {
    const schema = `test_${process.pid}_${process.hrtime.bigint()}`
    const options = { now: () => new Date(), random: randomBytes, schema }
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(postgres!.database, options)))
    const [first] = stores
    const { rows } = await sql<{
      count: number
    }>`select count(*) as count from schema_migration`.execute(first!.db)
    expect(rows).toEqual([{ count: readMigrations().length }])
    await sql`drop schema ${sql.id(schema)} cascade`.execute(first!.db)
    await Promise.all(stores.map((store) => store.close()))
  },
)

it('wants its files numbered without gaps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-migrations-'))
  try {
    writeFileSync(join(folder, '0001-a.sql'), 'select 1;\r\n')
    writeFileSync(join(folder, '0003-c.sql'), 'select 1;\n')
    expect(() => readMigrations(folder)).toThrow('0003-c stands at place 2')
    rmSync(join(folder, '0003-c.sql'))
    writeFileSync(join(folder, '0002-b.sql'), 'select 1;\n')
    const [a, b] = readMigrations(folder)
    expect(a!.checksum).toBe(b!.checksum)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
